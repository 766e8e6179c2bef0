import { expect } from '@open-wc/testing';
import { RequestStore } from '../../../widget/features/requests/console-request.store.ts';
import { settle } from '../support/fake-clock.ts';
import { failure, FakeTransport } from '../support/fake-transport.ts';
import { aRequest, me } from './samples.ts';

describe('one request', () => {
  let transport: FakeTransport;
  let store: RequestStore;
  let stop: () => void;
  const { id } = aRequest(1);

  const version = (): number | undefined => {
    const state = store.get();
    return state.kind === 'ready' ? state.value.version : undefined;
  };

  beforeEach(async () => {
    transport = new FakeTransport();
    transport.answer('request:get', () => ({ ok: true, data: { request: aRequest(1, { version: 2 }) } }));
    store = new RequestStore(transport, id, aRequest(1));
    stop = store.follow();
  });
  afterEach(() => stop());

  it('shows the row it was opened from until the server has answered', async () => {
    expect(version()).to.equal(1);
    await settle();
    expect(version()).to.equal(2);
  });

  it('follows pushes of its own and drops older ones', async () => {
    await settle();
    transport.push('request:changed', { request: aRequest(1, { version: 4 }) });
    transport.push('request:changed', { request: aRequest(1, { version: 3 }) });
    transport.push('request:changed', { request: aRequest(2, { version: 9 }) });
    expect(version()).to.equal(4);
  });

  it('stays on screen while the server is out of reach, and goes when it is no longer for these eyes', async () => {
    await settle();
    transport.answer('request:get', () => failure('unreachable', true));
    await store.read();
    expect(store.get().kind).to.equal('ready');
    transport.answer('request:get', () => failure('not_found'));
    transport.push('request:removed', { requestId: id });
    await settle();
    expect(store.get().kind).to.equal('failed');
  });

  it('is read again when it was taken by a colleague first', async () => {
    await settle();
    const taken = aRequest(1, { version: 3, status: 'active', technician: { ...me, name: 'Ben' } });
    transport.answer('request:take', () => failure('already_taken'));
    transport.answer('request:get', () => ({ ok: true, data: { request: taken } }));
    expect((await store.take()).ok).to.equal(false);
    await settle();
    expect(version()).to.equal(3);
  });

  it('listens no more once it is left', () => {
    stop();
    expect(transport.listeners('request:changed')).to.equal(0);
    expect(transport.listeners('request:removed')).to.equal(0);
  });
});
