import { expect } from '@open-wc/testing';
import { valueOf } from '../../../widget/core/loadable.ts';
import { statusWord } from '../../../widget/features/requests/console-request-status.ts';
import { RequestsStore } from '../../../widget/features/requests/console-requests.store.ts';
import { settle } from '../support/fake-clock.ts';
import { failure, FakeTransport } from '../support/fake-transport.ts';
import { aRequest } from './samples.ts';

const numbers = (store: RequestsStore): number[] | undefined =>
  valueOf(store.get().page)?.requests.map(({ number }) => number);

describe('the list of requests', () => {
  let transport: FakeTransport;
  let rows = [aRequest(1), aRequest(2)];

  beforeEach(() => {
    rows = [aRequest(1), aRequest(2)];
    transport = new FakeTransport();
    transport.answer('request:list', () => ({
      ok: true,
      data: { requests: rows, total: rows.length, counts: { new: rows.length, mine: 0 }, version: 5 },
    }));
  });

  it('[G21] shows the words that follow from status and origin', () => {
    const words = (['new', 'active', 'completed', 'abandoned'] as const).flatMap((status) =>
      (['live', 'offline'] as const).map((origin) => statusWord({ status, origin, spam: false })),
    );
    expect(words).to.deep.equal([
      'new',
      'new',
      'in_chat',
      'in_progress',
      'completed',
      'completed',
      'abandoned',
      'abandoned',
    ]);
  });

  it('reads when connected, and again with the version it has after a loss', async () => {
    const store = new RequestsStore(transport);
    await settle();
    expect(numbers(store)).to.deep.equal([1, 2]);
    transport.answer('request:list', () => ({ ok: true, data: { same: true, version: 5 } }));
    transport.state.set('waiting');
    transport.state.set('connected');
    await settle();
    expect(transport.callsOf('request:list').at(-1)).to.have.property('version', 5);
    expect(numbers(store)).to.deep.equal([1, 2]);
  });

  it('shows a pushed change at once, and reads for what comes or goes', async () => {
    const store = new RequestsStore(transport);
    await settle();
    rows = [aRequest(1, { status: 'active', version: 2 }), aRequest(2), aRequest(3)];
    transport.push('request:changed', { request: rows[0]! });
    expect(valueOf(store.get().page)?.requests[0]?.status).to.equal('active');
    await settle();
    expect(numbers(store)).to.deep.equal([1, 2, 3]);
    expect(store.get().counts.new).to.equal(3);
  });

  it('takes a removed request out without waiting for the server', async () => {
    const store = new RequestsStore(transport);
    await settle();
    transport.push('request:removed', { requestId: aRequest(1).id });
    expect(numbers(store)).to.deep.equal([2]);
  });

  it('drops an answer to a question that is no longer asked', async () => {
    const store = new RequestsStore(transport);
    await settle();
    const late: (() => void)[] = [];
    transport.answer(
      'request:list',
      ({ search }) =>
        new Promise((resolve) => {
          const requests = [aRequest(search === 'old' ? 8 : 9)];
          late.push(() =>
            resolve({ ok: true, data: { requests, total: 1, counts: { new: 0, mine: 0 }, version: 6 } }),
          );
        }),
    );
    store.ask({ search: 'old' });
    store.ask({ search: 'new' });
    late[1]!();
    await settle();
    late[0]!();
    await settle();
    expect(numbers(store)).to.deep.equal([9]);
  });

  it('keeps the rows and says so when reading fails', async () => {
    const store = new RequestsStore(transport);
    await settle();
    transport.answer('request:list', () => failure('unreachable', true));
    await store.read();
    expect(numbers(store)).to.deep.equal([1, 2]);
    expect(store.get().problem?.code).to.equal('unreachable');
  });

  it('answers that another technician was faster', async () => {
    const store = new RequestsStore(transport);
    transport.answer('request:take', () => failure('already_taken'));
    const result = await store.take(aRequest(1).id);
    expect(result.ok ? null : result.error.code).to.equal('already_taken');
  });
});
