import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { TOTP } from 'otpauth';
import type { CommandInput, CommandOutput } from '#protocol/index';
import { PASSWORD, type ConsoleUser, type TestServer } from './test-server.ts';

/** What an authenticator app shows for a secret. */
export const codeAt = (secret: string, now: number): string =>
  new TOTP({ secret }).generate({ timestamp: now });

/** Gives somebody an authenticator app; the code that confirmed it is used up. */
export const enrol = async (
  server: TestServer,
  user: Pick<ConsoleUser, 'must'>,
  current = PASSWORD,
): Promise<{ secret: string; recoveryCodes: string[] }> => {
  const { secret } = await user.must('totp:enrol', { current });
  const { recoveryCodes } = await user.must('totp:confirm', { code: codeAt(secret, server.clock.now()) });
  // The next step's code is one that was not used.
  server.clock.advance(30_000);
  return { secret, recoveryCodes: recoveryCodes ?? [] };
};

type Proof = CommandInput<'session:confirm'>['proof'];
export type SecondStep = Extract<CommandOutput<'session:create'>, { secondStep: unknown }>['secondStep'];

const rest = (server: TestServer, name: string, body: object) =>
  server.http({
    host: 'console.localhost',
    path: `/api/commands/${name}`,
    headers: { Origin: server.consoleOrigin, 'User-Agent': 'Testing/1.0' },
    body,
  });

/** The password alone; the second factor is next. */
export const firstStep = async (
  server: TestServer,
  email: string,
  password = PASSWORD,
): Promise<SecondStep> => {
  const { json } = await rest(server, 'session:create', { email, password });
  if (!json.ok || !json.data.secondStep) throw new Error(`no second step: ${JSON.stringify(json)}`);
  return json.data.secondStep as SecondStep;
};

export const confirm = (server: TestServer, token: string, proof: Proof) =>
  rest(server, 'session:confirm', { token, proof });

export const challenge = async (server: TestServer): Promise<CommandOutput<'session:challenge'>> =>
  (await rest(server, 'session:challenge', {})).json.data;

const bytes = (text: string | Buffer): Buffer => (typeof text === 'string' ? Buffer.from(text) : text);
const url = (data: Buffer): string => data.toString('base64url');
const sha256 = (data: Buffer | string): Buffer => createHash('sha256').update(data).digest();

/** CBOR of what attestation needs: small numbers, bytes, text and maps. */
const head = (major: number, value: number): Buffer =>
  value < 24
    ? Buffer.from([(major << 5) | value])
    : value < 256
      ? Buffer.from([(major << 5) | 24, value])
      : Buffer.from([(major << 5) | 25, value >> 8, value & 255]);
const cbor = (value: number | string | Buffer | Map<number | string, unknown>): Buffer => {
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === 'string') return Buffer.concat([head(3, bytes(value).length), bytes(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  return Buffer.concat([
    head(5, value.size),
    ...[...value].flatMap(([key, item]) => [cbor(key), cbor(item as number)]),
  ]);
};

const PRESENT = 1;
const VERIFIED = 4;
const ATTESTED = 64;

/** An authenticator in software: makes one passkey and signs with it, as honestly as a test wants. */
export class SoftPasskey {
  readonly id = randomBytes(16);
  readonly #key: KeyObject;
  readonly #public: KeyObject;
  counter = 0;
  userHandle: string | undefined;

  constructor() {
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.#key = pair.privateKey;
    this.#public = pair.publicKey;
  }

  #data(rpId: string, flags: number): Buffer {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.counter);
    return Buffer.concat([sha256(rpId), Buffer.from([flags]), counter]);
  }

  #client(type: string, challengeText: string, origin: string): Buffer {
    return bytes(JSON.stringify({ type, challenge: challengeText, origin, crossOrigin: false }));
  }

  create(
    { options }: CommandOutput<'passkey:offer'>,
    origin: string,
  ): CommandInput<'passkey:add'>['response'] {
    this.userHandle = options.user.id;
    const { x, y } = this.#public.export({ format: 'jwk' });
    const key = new Map<number, unknown>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, Buffer.from(x!, 'base64url')],
      [-3, Buffer.from(y!, 'base64url')],
    ]);
    const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, this.id.length]), this.id, cbor(key)]);
    const authData = Buffer.concat([this.#data(options.rp.id, PRESENT | VERIFIED | ATTESTED), attested]);
    const attestation = new Map<string, unknown>([
      ['fmt', 'none'],
      ['attStmt', new Map()],
      ['authData', authData],
    ]);
    return {
      id: url(this.id),
      rawId: url(this.id),
      type: 'public-key',
      response: {
        clientDataJSON: url(this.#client('webauthn.create', options.challenge, origin)),
        attestationObject: url(cbor(attestation)),
        transports: ['internal'],
      },
    };
  }

  get(
    options: { challenge: string; rpId: string },
    origin: string,
    given: { verified?: boolean; counts?: boolean } = {},
  ): Extract<Proof, { kind: 'passkey' }> {
    if (given.counts ?? true) this.counter += 1;
    const flags = PRESENT | ((given.verified ?? true) ? VERIFIED : 0);
    const authenticatorData = this.#data(options.rpId, flags);
    const client = this.#client('webauthn.get', options.challenge, origin);
    const signature = sign('sha256', Buffer.concat([authenticatorData, sha256(client)]), this.#key);
    const response = {
      clientDataJSON: url(client),
      authenticatorData: url(authenticatorData),
      signature: url(signature),
      ...(this.userHandle !== undefined && { userHandle: this.userHandle }),
    };
    return {
      kind: 'passkey',
      response: { id: url(this.id), rawId: url(this.id), type: 'public-key', response },
    };
  }
}

/** Gives somebody a passkey. */
export const addPasskey = async (
  server: TestServer,
  user: Pick<ConsoleUser, 'must'>,
  name = 'Key',
): Promise<{ passkey: SoftPasskey; added: CommandOutput<'passkey:add'> }> => {
  const passkey = new SoftPasskey();
  const offer = await user.must('passkey:offer', { current: PASSWORD });
  const response = passkey.create(offer, server.consoleOrigin);
  return { passkey, added: await user.must('passkey:add', { token: offer.token, name, response }) };
};
