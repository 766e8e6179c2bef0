export { FailedStore, type FailedNotification } from './console-failed.store.ts';
