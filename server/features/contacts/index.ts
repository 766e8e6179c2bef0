import { defineFeature } from '../feature.ts';
import { keyHandlers } from './identity-keys.handlers.ts';
import { identify } from './identity.handlers.ts';

export { loadContact } from './contacts.store.ts';
export { insertKey } from './identity-keys.store.ts';

/** People of the clients' companies, and how a client's website says who they are. */
export const contacts = defineFeature({
  name: 'contacts',
  handlers: { ...keyHandlers, 'contact:identify': identify },
});
