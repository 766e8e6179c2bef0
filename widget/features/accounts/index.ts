export type { SecondStep, SessionStore } from './console-session.store.ts';
