export { Guest } from './guest.ts';
