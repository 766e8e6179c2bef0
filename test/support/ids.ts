import { randomUUID } from 'node:crypto';

export const newCommandId = (): string => randomUUID();
