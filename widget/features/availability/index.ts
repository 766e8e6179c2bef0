export { AvailabilityStore, type Availability } from './console-availability.store.ts';
