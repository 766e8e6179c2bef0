import { AppError, fieldError } from '#protocol/errors';
import type { CommandInput } from '#protocol/index';
import { newId, newToken } from '../../platform/ids.ts';
import { endSessions } from '../../platform/sessions.ts';
import { technician } from '../actor.ts';
import type { Context, Feature } from '../feature.ts';
import { findPortal } from '../portals/index.ts';
import { identityExamples } from './identity-examples.ts';
import * as store from './identity-keys.store.ts';
import { readPublicKey } from './identity-token.ts';

const enter = async ({ db, actor }: Context, portalId: string): Promise<string> => {
  const { account } = technician(actor);
  if (!(await findPortal(db, account, portalId))) throw new AppError('not_found');
  return account;
};

/** What is kept, and what is shown once. */
const materialOf = ({ algorithm, publicKey }: CommandInput<'identity-key:create'>) => {
  if (algorithm === 'HS256') {
    if (publicKey !== undefined) throw fieldError('publicKey', 'invalid');
    const secret = newToken();
    return { material: secret, secret };
  }
  if (publicKey === undefined) throw fieldError('publicKey', 'required');
  return { material: readPublicKey(algorithm, publicKey), secret: null };
};

/** Keys of websites, for admins. */
export const keyHandlers: Pick<
  Feature<'contacts'>['handlers'],
  'identity-key:list' | 'identity-key:create' | 'identity-key:delete'
> = {
  'identity-key:list': {
    handle: async ({ portalId }, context) => {
      const keys = await store.listKeys(context.db, await enter(context, portalId), portalId);
      // What the programs sign with; of a pair the server knows only how to check.
      const newest = keys.find(({ algorithm }) => algorithm === 'HS256');
      return { keys: keys.map(store.presentKey), examples: identityExamples(portalId, newest?.id) };
    },
  },

  'identity-key:create': {
    handle: async (input, context) => {
      const { portalId, name, algorithm } = input;
      const account = await enter(context, portalId);
      const { material, secret } = materialOf(input);
      const row: store.KeyRow = {
        id: newId(),
        account,
        portal_id: portalId,
        name,
        algorithm,
        material: context.deps.secrets.seal(material),
        created_at: context.now,
        last_used_at: null,
      };
      await store.insertKey(context.db, row);
      return { key: store.presentKey(row), secret };
    },
  },

  'identity-key:delete': {
    handle: async ({ keyId }, { db, now, actor, emit }) => {
      const { account } = technician(actor);
      if (!(await store.findKey(db, account, keyId))) throw new AppError('not_found');
      await store.deleteKey(db, account, keyId);
      emit({ type: 'session.ended', account, sessionIds: await endSessions(db, now, { keyId }) });
      return {};
    },
  },
};
