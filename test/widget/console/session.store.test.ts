import { expect } from '@open-wc/testing';
import { SessionStore } from '../../../widget/features/accounts/console-session.store.ts';
import { settle } from '../support/fake-clock.ts';
import { failure, FakeTransport } from '../support/fake-transport.ts';
import { aSession } from './samples.ts';

describe('the session', () => {
  let rest: FakeTransport;
  let socket: FakeTransport;
  let store: SessionStore;

  beforeEach(() => {
    rest = new FakeTransport();
    socket = new FakeTransport();
    socket.close();
    socket.answer('session:get', () => ({ ok: true, data: { same: true, version: 1 } }));
    store = new SessionStore(rest, socket);
  });

  it('goes on with the cookie of an earlier visit, and connects', async () => {
    rest.answer('session:get', () => ({ ok: true, data: aSession() }));
    await store.resume();
    expect(store.session?.technician.name).to.equal('Ada');
    expect(socket.connection.get()).to.equal('connected');
  });

  it('asks to sign in where there is none, without saying that one has ended', async () => {
    rest.answer('session:get', () => failure('unauthenticated'));
    await store.resume();
    expect(store.get()).to.deep.equal({ kind: 'signed-out', ended: false });
  });

  it('says that it has ended when the socket is turned away', async () => {
    rest.answer('session:get', () => ({ ok: true, data: aSession() }));
    await store.resume();
    rest.answer('session:get', () => failure('unauthenticated'));
    socket.state.set('refused');
    await settle();
    expect(store.get()).to.deep.equal({ kind: 'signed-out', ended: true });
  });

  it('[G26] follows changed permissions at once, and drops older news', async () => {
    rest.answer('session:get', () => ({ ok: true, data: aSession({ version: 2 }) }));
    await store.resume();
    socket.push('session:changed', aSession({ version: 3, permissions: ['profile.own'] }));
    expect(store.may('portal.manage')).to.equal(false);
    socket.push('session:changed', aSession({ version: 1 }));
    expect(store.may('portal.manage')).to.equal(false);
  });

  it('stays out with wrong credentials', async () => {
    rest.answer('session:create', () => failure('wrong_credentials'));
    const result = await store.signIn({ email: 'a@b.example', password: 'x' });
    expect(result.ok).to.equal(false);
    expect(store.session).to.equal(undefined);
  });

  it('leads on to sign-in, with the address and the reason, when a used-up link was not enough', async () => {
    rest.answer('session:create', () => failure('choose_account'));
    await store.begin('ada@msp.example', 'correct horse battery');
    const { begun } = store.get() as Extract<ReturnType<typeof store.get>, { kind: 'signed-out' }>;
    expect(begun?.email).to.equal('ada@msp.example');
    expect(begun?.problem.code).to.equal('choose_account');
  });
});
