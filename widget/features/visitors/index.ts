import type { CommandOutput } from '#protocol/index';

export { Guest } from './guest.ts';

/** Who a website has said somebody is. */
export type KnownAs = CommandOutput<'contact:identify'>['contact'];
