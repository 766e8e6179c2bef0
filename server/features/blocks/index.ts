import { defineFeature } from '../feature.ts';
import { handlers } from './blocks.handlers.ts';

export { deleteBlocks, insertBlock, isBlocked, type Blocked, type BlockKind } from './blocks.store.ts';

/** Who is not let ask for help (any more). */
export const blocks = defineFeature({ name: 'blocks', handlers });
