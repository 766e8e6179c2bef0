import { AppError } from '#protocol/errors';
import type { CommandOutput } from '#protocol/index';
import { reaches, technician } from '../actor.ts';
import type { Context, Feature } from '../feature.ts';
import { deleteBlocks, findBlock, listBlocks } from './blocks.store.ts';

const list = async ({ db, now, actor }: Context): Promise<CommandOutput<'block:list'>> => {
  const { account, grants } = technician(actor);
  const scope = grants.get('request.work');
  const companies = scope?.kind === 'account' ? 'all' : scope?.kind === 'companies' ? scope.ids : [];
  return { blocks: await listBlocks(db, now, account, companies) };
};

export const handlers: Feature<'blocks'>['handlers'] = {
  'block:list': { handle: (_input, context) => list(context) },

  'block:remove': {
    handle: async ({ blockId }, context) => {
      const me = technician(context.actor);
      const block = await findBlock(context.db, me.account, blockId);
      if (!block || !reaches(me, 'request.work', block.companyId)) throw new AppError('not_found');
      await deleteBlocks(context.db, me.account, block);
      context.emit({ type: 'block.changed', account: me.account, companyId: block.companyId });
      return list(context);
    },
  },
};
