import { expect } from '@open-wc/testing';
import { ThreadStore } from '../../../widget/features/threads/thread.store.ts';
import { FakeClock, settle } from '../support/fake-clock.ts';
import { failure, FakeTransport } from '../support/fake-transport.ts';
import { memoryBox, message, threadId, type Entry } from '../support/samples.ts';

const noMarks = [
  { side: 'customer', delivered: 0, read: 0 },
  { side: 'technician', delivered: 0, read: 0 },
] as const;

describe('thread store', () => {
  let transport: FakeTransport;
  let clock: FakeClock;
  let storage: { lasting: ReturnType<typeof memoryBox>; tab: ReturnType<typeof memoryBox> };
  let server: Entry[];
  let thread: ThreadStore;

  const create = (): ThreadStore =>
    new ThreadStore({ transport, threadId, side: 'customer', storage, clock });
  const texts = (): string[] =>
    thread.get().entries.map((entry) => (entry.kind === 'message' ? entry.body.text : entry.body.status));
  const arrive = (entry: Entry): void => {
    server.push(entry);
    transport.push('thread:appended', { threadId, entry });
  };

  beforeEach(async () => {
    transport = new FakeTransport();
    clock = new FakeClock();
    storage = { lasting: memoryBox(), tab: memoryBox() };
    server = [message(1, 'one')];
    transport.answer('thread:entries', ({ after, limit = 200 }) => ({
      ok: true,
      data: {
        entries: server.filter(({ sequence }) => sequence > after).slice(0, limit),
        last: server.length,
        marks: [...noMarks],
      },
    }));
    transport.answer('thread:send', ({ text, commandId }) => {
      const entry = message(server.length + 1, text, { commandId });
      server.push(entry);
      return { ok: true, data: { entry } };
    });
    thread = create();
    thread.start();
    await settle();
  });

  afterEach(() => thread.stop());

  it('[R3] shows entries in the order of their numbers', () => {
    arrive(message(2, 'two', { by: 'technician' }));
    expect(texts()).to.deep.equal(['one', 'two']);
    expect(thread.get().phase.kind).to.equal('ready');
  });

  it('[R5] drops an entry at or below the last, and fetches what lies before one beyond the next', async () => {
    transport.push('thread:appended', { threadId, entry: message(1, 'again') });
    server.push(message(2, 'two'));
    arrive(message(3, 'three'));
    await settle();
    expect(texts()).to.deep.equal(['one', 'two', 'three']);
    expect(transport.callsOf('thread:entries').map(({ after }) => after)).to.deep.equal([0, 1]);
  });

  it('[R5] resumes from its last number when the connection is back', async () => {
    transport.state.set('waiting');
    server.push(message(2, 'missed'));
    transport.state.set('connected');
    await settle();
    expect(texts()).to.deep.equal(['one', 'missed']);
  });

  it('reads a long thread from its end, and goes back a page when asked', async () => {
    thread.stop();
    server = Array.from({ length: 450 }, (_, index) => message(index + 1, String(index + 1)));
    thread = create();
    thread.start();
    await settle();
    expect([texts()[0], texts().at(-1), thread.get().earlier]).to.deep.equal(['251', '450', true]);
    await thread.earlier();
    expect([texts()[0], texts().length]).to.deep.equal(['51', 400]);
  });

  it('shows an own message at once and once, when the answer comes first', async () => {
    thread.send('two');
    expect(thread.get().outgoing.map(({ text, state }) => [text, state.kind])).to.deep.equal([
      ['two', 'sending'],
    ]);
    await settle();
    transport.push('thread:appended', { threadId, entry: server[1]! });
    expect([texts(), thread.get().outgoing]).to.deep.equal([['one', 'two'], []]);
  });

  it('shows an own message once when the push comes before the answer', async () => {
    let answer = (): void => {};
    transport.answer('thread:send', ({ text, commandId }) => {
      const entry = message(2, text, { commandId });
      arrive(entry);
      return new Promise((resolve) => (answer = () => resolve({ ok: true, data: { entry } })));
    });
    thread.send('two');
    await settle();
    expect([texts(), thread.get().outgoing]).to.deep.equal([['one', 'two'], []]);
    answer();
    await settle();
    expect([texts(), thread.get().outgoing]).to.deep.equal([['one', 'two'], []]);
  });

  it('[R4] sends one after the other, in the order written', async () => {
    thread.send('a');
    thread.send('b');
    thread.send('c');
    expect(transport.callsOf('thread:send')).to.have.length(1);
    await settle();
    expect(texts()).to.deep.equal(['one', 'a', 'b', 'c']);
  });

  it('[R1] tries again with the same command id while the failure is a passing one', async () => {
    let tries = 0;
    transport.answer('thread:send', ({ text, commandId }) => {
      if (++tries < 4) return failure('unreachable', true);
      const entry = message(2, text, { commandId });
      return { ok: true, data: { entry } };
    });
    thread.send('patient');
    await clock.pass(60_000);
    const ids = transport.calls
      .filter(({ name }) => name === 'thread:send')
      .map(({ commandId }) => commandId);
    expect([ids.length, new Set(ids).size, texts()]).to.deep.equal([4, 1, ['one', 'patient']]);
  });

  it('waits at least as long as the server asks', async () => {
    let tries = 0;
    transport.answer('thread:send', () => {
      tries++;
      return failure('rate_limited', true, { params: { retryAfter: 5000 } });
    });
    thread.send('slowly');
    await clock.pass(4900);
    expect(tries).to.equal(1);
    await clock.pass(200);
    expect(tries).to.equal(2);
  });

  it('[R7] keeps a message that was refused for good where it is, until it is discarded', async () => {
    transport.answer('thread:send', () => failure('closed'));
    thread.send('too late');
    await settle();
    const [refused] = thread.get().outgoing;
    expect(refused).to.deep.include({ text: 'too late', state: { kind: 'failed', code: 'closed' } });
    thread.discard(refused!.commandId);
    expect(thread.get().outgoing).to.deep.equal([]);
  });

  it('[R8] sends what was not sent before a reload, with the same command id', async () => {
    transport.answer('thread:send', () => new Promise(() => {}));
    thread.send('survivor');
    const { commandId } = transport.calls.at(-1)!;
    thread.stop();
    thread = create();
    expect(thread.get().outgoing.map(({ text }) => text)).to.deep.equal(['survivor']);
    transport.answer('thread:send', (input) => {
      const entry = message(2, input.text, { commandId: input.commandId });
      return { ok: true, data: { entry } };
    });
    thread.start();
    await settle();
    expect([
      texts(),
      transport.calls.findLast(({ name }) => name === 'thread:send')!.commandId,
    ]).to.deep.equal([['one', 'survivor'], commandId]);
  });

  it('[R8] keeps the draft through a reload, and says so where storage throws', () => {
    thread.write('half a sen');
    expect(create().draft).to.equal('half a sen');
    expect(thread.forgetful).to.equal(false);
    storage = { lasting: memoryBox(true), tab: memoryBox(true) };
    const forgetful = create();
    forgetful.write('still here');
    expect([forgetful.draft, forgetful.forgetful]).to.deep.equal(['still here', true]);
  });

  it('says how far it has received, and read once somebody looks', async () => {
    arrive(message(2, 'two', { by: 'technician' }));
    await clock.pass(300);
    expect(transport.callsOf('thread:mark').at(-1)).to.deep.include({ delivered: 2, read: 0 });
    thread.seen();
    await clock.pass(300);
    expect(transport.callsOf('thread:mark').at(-1)).to.deep.include({ delivered: 2, read: 2 });
  });

  it('says that one is typing at most every three seconds, and that one stopped', async () => {
    thread.write('a');
    thread.write('ab');
    await clock.pass(3000);
    thread.write('abc');
    thread.write('');
    expect(transport.callsOf('thread:type').map(({ typing }) => typing)).to.deep.equal([true, true, false]);
  });

  it('shows somebody typing for six seconds, or until their message is here', async () => {
    const typing = { threadId, side: 'technician', name: 'Tom', typing: true } as const;
    transport.push('thread:typing', typing);
    expect(thread.get().typing).to.deep.equal({ name: 'Tom' });
    await clock.pass(6000);
    expect(thread.get().typing).to.equal(null);
    transport.push('thread:typing', typing);
    arrive(message(2, 'here', { by: 'technician' }));
    expect(thread.get().typing).to.equal(null);
  });

  it('leaves no listener behind when it is stopped', () => {
    thread.stop();
    expect(transport.listeners('thread:appended')).to.equal(0);
    expect(transport.listeners('thread:typing')).to.equal(0);
  });
});
