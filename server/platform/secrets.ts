import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  randomBytes,
} from 'node:crypto';

/** What the server does with `SECRET_KEY`. A copied database alone is worth nothing without it. */
export interface Secrets {
  /** How tokens are stored: a keyed hash, equal for equal input, so that a look-up needs no comparison in code. */
  hash(token: string): string;
  /** 32 bytes for a purpose of their own, always the same. */
  derive(purpose: string): Buffer;
  /** Encrypts what must be read back later. */
  seal(text: string): string;
  open(sealed: string): string;
}

const IV = 12;
const TAG = 16;

export const createSecrets = (secretKey: string): Secrets => {
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', secretKey, '', purpose, 32));
  // As a key object: made anew from bytes for every hash, it would cost four times the hash.
  const hashKey = createSecretKey(derive('token hash'));
  const sealKey = derive('seal');
  return {
    derive,
    hash: (token) => createHmac('sha256', hashKey).update(token).digest('base64url'),
    seal: (text) => {
      const iv = randomBytes(IV);
      const cipher = createCipheriv('aes-256-gcm', sealKey, iv);
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url');
    },
    open: (sealed) => {
      const bytes = Buffer.from(sealed, 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', sealKey, bytes.subarray(0, IV));
      decipher.setAuthTag(bytes.subarray(IV, IV + TAG));
      return Buffer.concat([decipher.update(bytes.subarray(IV + TAG)), decipher.final()]).toString('utf8');
    },
  };
};
