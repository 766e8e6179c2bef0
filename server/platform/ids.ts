import { randomBytes } from 'node:crypto';
import { v7 } from 'uuid';

/** A new record id: UUIDv7, so that ids sort by the time they were made and indexes stay compact. */
export const newId = (): string => v7();

/** A secret for a session or a one-time link: 256 random bits (contract S7 asks for at least 128). */
export const newToken = (): string => randomBytes(32).toString('base64url');
