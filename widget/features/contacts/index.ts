export { IdentityKeysStore } from './console-identity-keys.store.ts';
