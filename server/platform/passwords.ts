import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { AppError } from '#protocol/errors';

/** Argon2id at OWASP's first recommendation; about 30 ms and 19 MiB for each try. */
const COST = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 } as const;
/** Hashes under way at once: one for each of two cores, so that a flood of sign-ins cannot take the memory. */
const CONCURRENT = 2;
/** Waiting beyond these: about one second of work on one core. More are told `busy` (contract S8). */
const QUEUE = 32;

const derive = promisify(argon2);

/** Hashes and checks passwords through one bounded queue. */
export interface Passwords {
  hash(password: string): Promise<string>;
  /** Takes as long for a missing hash as for a wrong password, so that time tells nothing. */
  verify(password: string, stored: string | null): Promise<boolean>;
}

export const createPasswords = (): Passwords => {
  let running = 0;
  const waiting: (() => void)[] = [];

  const run = async <T>(work: () => Promise<T>): Promise<T> => {
    if (running >= CONCURRENT) {
      if (waiting.length >= QUEUE) throw new AppError('busy');
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };

  const tag = (password: string, nonce: Buffer) =>
    run(() => derive('argon2id', { ...COST, message: Buffer.from(password, 'utf8'), nonce }));

  return {
    hash: async (password) => {
      const nonce = randomBytes(16);
      return `argon2id$${nonce.toString('base64url')}$${(await tag(password, nonce)).toString('base64url')}`;
    },
    verify: async (password, stored) => {
      const [, nonce, expected] = stored?.split('$') ?? [];
      const actual = await tag(password, nonce ? Buffer.from(nonce, 'base64url') : randomBytes(16));
      return expected !== undefined && timingSafeEqual(actual, Buffer.from(expected, 'base64url'));
    },
  };
};
