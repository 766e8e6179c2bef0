import { expect } from '@open-wc/testing';
import { ChatsStore } from '../../../widget/features/requests/console-chats.store.ts';
import type { Request } from '../../../widget/features/requests/console-requests.store.ts';
import { ThreadStore } from '../../../widget/features/threads/thread.store.ts';
import { FakeClock, settle } from '../support/fake-clock.ts';
import { FakeTransport } from '../support/fake-transport.ts';
import { memoryBox, message } from '../support/samples.ts';
import { aRequest, me } from './samples.ts';

describe('the own chats', () => {
  let transport: FakeTransport;
  let clock: FakeClock;
  let sounded: string[];
  let chats: ChatsStore;

  const own = (number: number, part: Partial<Request> = {}): Request =>
    aRequest(number, { status: 'active', technician: me, ...part });
  const list = (...requests: Request[]): void =>
    transport.answer('request:list', () => ({
      ok: true,
      data: { requests, total: requests.length, counts: { new: 0, mine: requests.length }, version: 1 },
    }));
  const numbers = (): number[] => chats.get().map(({ request }) => request.number);

  beforeEach(() => {
    transport = new FakeTransport();
    clock = new FakeClock();
    sounded = [];
    transport.answer('thread:entries', () => ({
      ok: true,
      data: { entries: [message(1, 'Help')], last: 1, marks: [] },
    }));
    list();
  });

  const start = async (): Promise<void> => {
    const storage = { lasting: memoryBox(), tab: memoryBox() };
    chats = new ChatsStore({
      transport,
      me: () => me.id,
      makeThread: (threadId) => new ThreadStore({ transport, threadId, side: 'technician', storage, clock }),
      onMessage: (threadId) => sounded.push(threadId),
    });
    await settle();
  };

  it('are those in progress, in the order they came, with what is unread', async () => {
    list(own(2), own(1));
    await start();
    expect(numbers()).to.deep.equal([1, 2]);
    expect(chats.get()[0]!.unread).to.equal(1);
    expect(sounded).to.deep.equal([]);
  });

  it('[G12] sound for a message of the customer, and for none of one’s own', async () => {
    list(own(1));
    await start();
    const { threadId } = own(1);
    transport.push('thread:appended', { threadId, entry: message(2, 'Hi', { by: 'technician' }) });
    expect(sounded).to.deep.equal([]);
    transport.push('thread:appended', { threadId, entry: message(3, 'Still there?') });
    expect(sounded).to.deep.equal([threadId]);
  });

  it('come and go with what happens to the requests, and let go of their threads', async () => {
    await start();
    transport.push('request:changed', { request: own(1) });
    expect(numbers()).to.deep.equal([1]);
    expect(transport.listeners('thread:appended')).to.equal(1);
    transport.push('request:changed', { request: own(1, { status: 'completed', version: 2 }) });
    expect(numbers()).to.deep.equal([]);
    expect(transport.listeners('thread:appended')).to.equal(0);
  });

  it('do not come back by older news', async () => {
    list(own(1, { version: 3 }));
    await start();
    transport.push('request:changed', { request: aRequest(1, { version: 2 }) });
    expect(numbers()).to.deep.equal([1]);
  });

  it('keep a thread that a page still holds', async () => {
    list(own(1));
    await start();
    chats.hold(own(1).threadId);
    transport.push('request:removed', { requestId: own(1).id });
    expect(transport.listeners('thread:appended')).to.equal(1);
    chats.release(own(1).threadId);
    expect(transport.listeners('thread:appended')).to.equal(0);
  });

  it('tell nobody what an onlooker reads or types, until the request is theirs', async () => {
    await start();
    const thread = chats.hold(own(1).threadId);
    await settle();
    thread.seen();
    thread.write('Let me see');
    await clock.pass(1000);
    expect(transport.callsOf('thread:mark')).to.deep.equal([]);
    expect(transport.callsOf('thread:type')).to.deep.equal([]);
    transport.push('request:changed', { request: own(1) });
    await clock.pass(1000);
    expect(transport.callsOf('thread:mark').at(-1)).to.deep.include({ delivered: 1, read: 1 });
  });

  it('are forgotten when somebody else signs in', async () => {
    list(own(1));
    await start();
    chats.clear();
    expect(numbers()).to.deep.equal([]);
    expect(transport.listeners('thread:appended')).to.equal(0);
  });
});
