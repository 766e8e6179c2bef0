import { z } from 'zod';
import type { Setting } from '../feature.ts';

export const secondFactorRequired: Setting<boolean> = {
  key: 'sign-in.secondFactorRequired',
  meaning:
    'Whether everybody of the account needs a second factor. Who has none may do nothing but set one up.',
  schema: z.boolean(),
  fallback: false,
  levels: ['account'],
};
