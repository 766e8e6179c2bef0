/** The server's side of a scripted WebSocket, speaking just enough of Engine.IO and Socket.IO. */
export class FakeWebSocket extends EventTarget {
  /** Every connection that was opened, in order. */
  static readonly all: FakeWebSocket[] = [];

  readonly url: string;
  /** What the client sent, as it went over the wire. */
  readonly sent: string[] = [];
  readyState = 0;
  binaryType = 'blob';
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  onerror: (() => void) | null = null;

  constructor(url: string) {
    super();
    this.url = url;
    FakeWebSocket.all.push(this);
  }

  static get last(): FakeWebSocket {
    return FakeWebSocket.all.at(-1)!;
  }

  send(data: string): void {
    this.sent.push(data);
  }

  close(): void {
    this.drop();
  }

  /** The handshake of the transport; the client then asks to be let in. */
  open(): void {
    this.readyState = 1;
    this.onopen?.();
    const handshake = { sid: 'a', upgrades: [], pingInterval: 60_000, pingTimeout: 60_000, maxPayload: 1e6 };
    this.receive(`0${JSON.stringify(handshake)}`);
  }

  /** Lets the client in. */
  welcome(): void {
    this.receive('40{"sid":"b"}');
  }

  /** Turns the client away. */
  refuse(data: object): void {
    this.receive(`44${JSON.stringify({ message: 'refused', data })}`);
  }

  push(name: string, payload: object): void {
    this.receive(`42${JSON.stringify([name, payload])}`);
  }

  /** Answers the command that was sent last. */
  acknowledge(answer: object): void {
    const [, id] = /^42(\d+)/.exec(this.commands.at(-1)!)!;
    this.receive(`43${id}${JSON.stringify([answer])}`);
  }

  /** The line is lost. */
  drop(): void {
    if (this.readyState === 3) return;
    this.readyState = 3;
    this.onclose?.({ code: 1006 });
  }

  get commands(): string[] {
    return this.sent.filter((packet) => packet.startsWith('42'));
  }

  /** What the client introduced itself with. */
  get introduction(): Record<string, unknown> {
    return JSON.parse(this.sent.find((packet) => packet.startsWith('40'))!.slice(2)) as Record<
      string,
      unknown
    >;
  }

  private receive(data: string): void {
    this.onmessage?.({ data });
  }
}
