import { expect } from '@open-wc/testing';
import { Guest } from '../../../widget/features/visitors/index.ts';
import { RequestStore } from '../../../widget/features/requests/request.store.ts';
import { settle } from '../support/fake-clock.ts';
import { failure, FakeTransport } from '../support/fake-transport.ts';
import { memoryBox, ownRequest, portalId, threadId } from '../support/samples.ts';

const form = { name: 'Mia', email: '', phone: '', text: 'The printer is on fire' };

describe('request store', () => {
  let transport: FakeTransport;
  let lasting: ReturnType<typeof memoryBox>;
  let tab: ReturnType<typeof memoryBox>;
  let handed: [string, string][];
  let store: RequestStore;

  const create = (): RequestStore =>
    new RequestStore({
      transport,
      portalId,
      guest: new Guest(portalId, lasting),
      tab,
      handOver: (...question) => handed.push(question),
    });

  beforeEach(() => {
    transport = new FakeTransport();
    lasting = memoryBox();
    tab = memoryBox();
    handed = [];
    transport.answer('visitor:create', () => ({ ok: true, data: { token: 'secret', visitorId: 'v' } }));
    transport.answer('request:open', () => ({ ok: true, data: { request: ownRequest() } }));
    transport.answer('request:current', () => ({ ok: true, data: { request: ownRequest() } }));
    store = create();
    store.start();
  });

  afterEach(() => store.stop());

  it('[W7] is nobody, and stores nothing, before the first request is sent', async () => {
    await settle();
    expect([transport.calls, lasting.keys(''), tab.keys('')]).to.deep.equal([[], [], []]);
    expect(store.get().current.kind).to.equal('none');
  });

  it('becomes a visitor and opens the request; then only the name stays in the form', async () => {
    store.draft.set(form);
    await store.open(form);
    expect(store.get().current).to.deep.equal({ kind: 'some', request: ownRequest() });
    expect(store.draft.get()).to.deep.equal({ ...form, text: '' });
    expect(lasting.readJson(`support-portal:${portalId}`)).to.deep.equal({ token: 'secret', open: true });
  });

  it('[R1] repeats the same words with the same command id, and new words with a new one', async () => {
    transport.answer('request:open', () => failure('unreachable', true));
    transport.answer('request:current', () => ({ ok: true, data: { request: null } }));
    await store.open(form);
    await store.open(form);
    await store.open({ ...form, text: 'It is out' });
    const opened = transport.calls.filter(({ name }) => name === 'request:open');
    const [first, second, third] = opened.map(({ commandId }) => commandId);
    expect(first).to.equal(second);
    expect(third).not.to.equal(first);
    expect(transport.callsOf('visitor:create')).to.have.length(1);
  });

  it('keeps what was typed when sending fails, and says why', async () => {
    transport.answer('request:open', () => failure('portal_inactive'));
    transport.answer('request:current', () => ({ ok: true, data: { request: null } }));
    store.draft.set(form);
    await store.open(form);
    expect(store.get().action).to.deep.include({ kind: 'failed' });
    expect(store.draft.get()).to.deep.equal(form);
  });

  it('hands a question over to the request that is already in progress', async () => {
    transport.answer('request:open', () => failure('request_open'));
    await store.open(form);
    expect(handed).to.deep.equal([[threadId, form.text]]);
    expect(store.get().current.kind).to.equal('some');
  });

  it('[R9] keeps the newer of two versions, whichever comes last', async () => {
    await store.open(form);
    transport.push('request:own-changed', { request: ownRequest({ kind: 'chatting', version: 3 }) });
    transport.push('request:own-changed', { request: ownRequest({ kind: 'kept', version: 2 }) });
    const { current } = store.get();
    expect(current.kind === 'some' && current.request.kind).to.equal('chatting');
  });

  it('starts as a new visitor when the server does not know the token any more', async () => {
    await store.open(form);
    transport.answer('request:current', () => failure('unauthenticated'));
    await store.refresh();
    expect(lasting.read(`support-portal:${portalId}`)).to.equal(null);
    await settle();
    expect(store.get().current.kind).to.equal('none');
  });

  it('turns to the form after a request that is over, and does not turn back by itself', async () => {
    await store.open(form);
    const over = ownRequest({ kind: 'completed', version: 5 });
    transport.push('request:own-changed', { request: over });
    transport.answer('request:current', () => ({ ok: true, data: { request: over } }));
    store.startNew();
    await store.refresh();
    expect(store.get().current.kind).to.equal('none');
  });
});
