import { defineFeature } from '../feature.ts';
import { handlers } from './visitors.handlers.ts';

export { loadVisitor } from './visitors.store.ts';

/** The people in a portal: guests, and how somebody goes on in another window. */
export const visitors = defineFeature({ name: 'visitors', handlers });
