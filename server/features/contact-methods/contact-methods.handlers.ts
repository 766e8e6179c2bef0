import { AppError, fieldError } from '#protocol/errors';
import { newId } from '../../platform/ids.ts';
import { newWebhookSecret } from '../../platform/messages/index.ts';
import { spendCode, tryCode } from '../../platform/one-time-codes.ts';
import { technician } from '../actor.ts';
import type { Context, Feature } from '../feature.ts';
import { cancel } from '../schedule.ts';
import { addressKey, codePurpose, METHODS_MAX, shownAddress, type Address } from './contact-methods.rules.ts';
import {
  changeMethod,
  findMethod,
  insertMethod,
  listMethods,
  presentMethod,
  removeMethod,
  type ContactMethodRow,
} from './contact-methods.store.ts';
import {
  contactMethodsView,
  kindsOffered,
  tellChanged,
  type ContactMethodsView,
} from './contact-methods.view.ts';
import { sendCode, sendCodeJob } from './send-code.ts';

const ownView = async (context: Context): Promise<ContactMethodsView> => {
  const { account, id } = technician(context.actor);
  const view = await contactMethodsView(context, account, id);
  if (!view) throw new AppError('unauthenticated');
  return view;
};

/** One of the caller's own; foreign and missing are the same. */
const ownMethod = async (
  { db, actor }: Pick<Context, 'db' | 'actor'>,
  methodId: string,
): Promise<ContactMethodRow> => {
  const { account, id } = technician(actor);
  const method = await findMethod(db, account, methodId);
  if (method?.technician_id !== id) throw new AppError('not_found');
  return method;
};

/** What of an address is kept sealed, and what of it is shown once. */
const secretOf = (address: Address): { sealed: object | null; shown: string | null } => {
  if (address.kind === 'push')
    return { sealed: { endpoint: address.endpoint, keys: address.keys }, shown: null };
  if (address.kind !== 'webhook') return { sealed: null, shown: null };
  const secret = newWebhookSecret();
  return { sealed: { secret }, shown: secret };
};

/**
 * A new row, not verified yet.
 *
 * @throws AppError `validation` where the kind is not offered, it is there already, or there are too many.
 */
const newMethod = async (
  context: Context,
  address: Address,
  sealed: object | null,
): Promise<ContactMethodRow> => {
  const { db, now, deps } = context;
  const { account, id: technician_id } = technician(context.actor);
  if (!kindsOffered(deps.messages).includes(address.kind)) throw fieldError('address', 'invalid');
  const key = addressKey(address);
  // Whoever knows where a browser gets its pushes may send it some.
  const address_key = address.kind === 'push' ? deps.secrets.hash(key) : key;
  const own = await listMethods(db, account, technician_id);
  if (own.some((one) => one.kind === address.kind && one.address_key === address_key))
    throw fieldError('address', 'taken');
  if (own.length >= METHODS_MAX) throw fieldError('address', 'invalid', { max: METHODS_MAX });
  return {
    id: newId(),
    account,
    technician_id,
    kind: address.kind,
    address: shownAddress(address),
    address_key,
    secret: sealed && deps.secrets.seal(JSON.stringify(sealed)),
    chosen: 1,
    verified_at: null,
    created_at: now,
  };
};

export const handlers: Feature<'contact-methods'>['handlers'] = {
  'contact-method:list': {
    handle: async ({ version }, context) => {
      const view = await ownView(context);
      return view.version === version ? { same: true, version } : view;
    },
  },

  'contact-method:add': {
    handle: async ({ address }, context) => {
      const { sealed, shown } = secretOf(address);
      const method = await newMethod(context, address, sealed);
      await insertMethod(context.db, method);
      await sendCode(context, method);
      await tellChanged(context, method);
      return { method: presentMethod(method), secret: shown };
    },
  },

  'contact-method:send-code': {
    handle: async ({ methodId }, context) => ({
      expiresAt: await sendCode(context, await ownMethod(context, methodId)),
    }),
  },

  'contact-method:verify': {
    // By itself, so that a wrong try counts although nothing else of it stays.
    prepare: async ({ methodId, code }, context) => {
      const { deps, now } = context;
      const to = codePurpose(await ownMethod(context, methodId));
      const found = await deps.database.write((tx) => tryCode(tx, deps.secrets, now, to, code));
      if (found !== 'right') throw new AppError(found === 'wrong' ? 'wrong_code' : 'step_expired');
    },
    handle: async ({ methodId, code }, context) => {
      const { db, deps, now } = context;
      const method = await ownMethod(context, methodId);
      if (!(await spendCode(db, deps.secrets, codePurpose(method), code))) throw new AppError('step_expired');
      await changeMethod(db, method.account, methodId, { verified_at: now });
      await tellChanged(context, method);
      return ownView(context);
    },
  },

  'contact-method:choose': {
    handle: async ({ methodId, chosen }, context) => {
      const method = await ownMethod(context, methodId);
      await changeMethod(context.db, method.account, methodId, { chosen: chosen ? 1 : 0 });
      await tellChanged(context, method);
      return ownView(context);
    },
  },

  'contact-method:remove': {
    handle: async ({ methodId }, context) => {
      const method = await ownMethod(context, methodId);
      await removeMethod(context.db, method.account, methodId);
      await cancel(context, sendCodeJob, methodId);
      await tellChanged(context, method);
      return ownView(context);
    },
  },
};
