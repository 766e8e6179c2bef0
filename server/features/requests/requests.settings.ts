import { z } from 'zod';
import type { Setting } from '../feature.ts';
import type { Automatic } from './assignment.rules.ts';

export const returnAfter: Setting<number | null> = {
  key: 'request.returnAfter',
  meaning:
    'Seconds after which the live chats of a technician whose last console is gone are returned to the queue; 0: at once. Null: they keep them, whoever is there or not. An hour at most: by then a customer has gone too.',
  schema: z.number().min(0).max(3600).nullable(),
  fallback: null,
  levels: ['account'],
};

export const assignment: Setting<'manual' | Automatic> = {
  key: 'request.assignment',
  meaning:
    'Who takes a customer who waits: whoever takes them, or the next technician who is Available, there, and has room, in turn or by who has the fewest chats (G24).',
  schema: z.enum(['manual', 'round-robin', 'least-busy']),
  fallback: 'manual',
  levels: ['account', 'company'],
};

export const capacity: Setting<number> = {
  key: 'request.capacity',
  meaning:
    'Live chats of one technician up to which they are given more; by hand they take as many as they like.',
  schema: z.int().min(1).max(50),
  fallback: 3,
  levels: ['account'],
};

export const dueAfter: Setting<number> = {
  key: 'request.dueAfter',
  meaning:
    'Hours within which a request that is left is to be worked on: its date, which a technician can change; 0: none. Four weeks at most.',
  schema: z.number().min(0).max(672),
  fallback: 24,
  levels: ['account', 'company'],
};
