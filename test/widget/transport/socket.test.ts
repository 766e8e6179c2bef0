import { expect, waitUntil } from '@open-wc/testing';
import type { SocketTransport } from '../../../widget/transport/socket.ts';
import { settle } from '../support/fake-clock.ts';
import { FakeWebSocket } from '../support/fake-web-socket.ts';
import { portalId, portalView } from '../support/samples.ts';

describe('the socket transport', () => {
  const original = globalThis.WebSocket;
  let Transport: typeof SocketTransport;
  let transport: SocketTransport;
  let token: string | null;

  /** Connections are made in steps; each is waited for. */
  const connect = async (): Promise<FakeWebSocket> => {
    const known = FakeWebSocket.all.length;
    transport.connect();
    await waitUntil(() => FakeWebSocket.all.length > known);
    const socket = FakeWebSocket.last;
    socket.open();
    await waitUntil(() => socket.sent.some((packet) => packet.startsWith('40')));
    return socket;
  };
  const commandsOf = async (socket: FakeWebSocket, count: number): Promise<unknown[][]> => {
    await waitUntil(() => socket.commands.length === count);
    return socket.commands.map((packet) => JSON.parse(packet.replace(/^42\d+/, '')) as unknown[]);
  };

  before(async () => {
    // The client looks for it once, when its module is loaded.
    globalThis.WebSocket = FakeWebSocket as unknown as typeof WebSocket;
    ({ SocketTransport: Transport } = await import('../../../widget/transport/socket.ts'));
  });
  after(() => {
    globalThis.WebSocket = original;
  });
  beforeEach(() => {
    token = null;
    transport = new Transport({ url: 'http://server.example', portal: portalId, token: () => token });
  });
  afterEach(() => transport.close());

  it('holds no connection before one is wanted', async () => {
    const known = FakeWebSocket.all.length;
    await settle();
    expect(transport.connection.get()).to.equal('idle');
    expect(FakeWebSocket.all.length).to.equal(known);
  });

  it('says which portal it is for, in the query and in the introduction, and who the guest is', async () => {
    token = 'secret';
    const socket = await connect();
    expect(new URL(socket.url).searchParams.get('portal')).to.equal(portalId);
    expect(socket.url).not.to.include('secret');
    expect(socket.introduction).to.deep.include({ protocol: 1, portal: portalId, token: 'secret' });
    socket.welcome();
    await settle();
    expect(transport.connection.get()).to.equal('connected');
  });

  it('sends a command with its id once it is let in, and gives the answer', async () => {
    const answer = transport.call('portal:view', { portalId }, { commandId: 'one' });
    const socket = await connect();
    expect(socket.commands).to.deep.equal([]);
    socket.welcome();
    const [sent] = await commandsOf(socket, 1);
    expect(sent).to.deep.equal(['portal:view', { portalId, commandId: 'one' }]);
    socket.acknowledge({ ok: true, data: portalView() });
    expect(await answer).to.deep.equal({ ok: true, data: portalView() });
  });

  it('[R1] tries a lost command again with the same id', async () => {
    const first = await connect();
    first.welcome();
    const answer = transport.call('portal:view', { portalId });
    const [lost] = await commandsOf(first, 1);
    first.drop();
    expect(transport.connection.get()).to.equal('waiting');
    const second = await connect();
    second.welcome();
    const [again] = await commandsOf(second, 1);
    expect(again).to.deep.equal(lost);
    second.acknowledge({ ok: true, data: portalView() });
    expect((await answer).ok).to.equal(true);
  });

  it('gives up a call that is not to be repeated when the line is lost', async () => {
    const socket = await connect();
    socket.welcome();
    const answer = transport.call('portal:view', { portalId }, { patience: 0 });
    await commandsOf(socket, 1);
    socket.drop();
    expect(await answer).to.deep.equal({ ok: false, error: { code: 'unreachable', retry: true } });
  });

  it('[R7] answers every call with the reason it was turned away for', async () => {
    const socket = await connect();
    const refusal = { code: 'unsupported_protocol', retry: false };
    socket.refuse(refusal);
    await settle();
    expect(transport.connection.get()).to.equal('refused');
    expect(await transport.call('portal:view', { portalId })).to.deep.equal({ ok: false, error: refusal });
  });

  it('asks for the token again at each connection', async () => {
    await connect();
    transport.close();
    expect(transport.connection.get()).to.equal('idle');
    token = 'new';
    const socket = await connect();
    expect(socket.introduction['token']).to.equal('new');
  });

  it('passes pushes on until the listener is taken out', async () => {
    const heard: string[] = [];
    const stop = transport.on('portal:changed', ({ kind }) => heard.push(kind));
    const socket = await connect();
    socket.welcome();
    socket.push('portal:changed', portalView());
    await settle();
    stop();
    socket.push('portal:changed', portalView({ kind: 'closed' }));
    await settle();
    expect(heard).to.deep.equal(['live-form']);
  });
});
