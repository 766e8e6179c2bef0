import { AppError, fieldError } from '#protocol/errors';
import { Attempts } from '../../platform/attempts.ts';
import { createLink, findLink, spendLink, type Link } from '../../platform/links.ts';
import { accountName, checkOwnPassword } from '../accounts/index.ts';
import { technician } from '../actor.ts';
import type { Context, Feature } from '../feature.ts';
import { findTechnician } from '../technicians/index.ts';
import { confirmSecret, findApp, offerSecret, removeApp } from './authenticator-apps.store.ts';
import { factorAdded, factorRemoved, securityOf } from './factors.ts';
import { recordFailure } from './failures.ts';
import { creationOptions, newChallenge, verifyRegistration } from './passkey-ceremonies.ts';
import {
  findPasskey,
  insertPasskey,
  listPasskeys,
  PASSKEYS_MAX,
  removePasskeys,
  type PasskeyRow,
} from './passkeys.store.ts';
import { renewCodes } from './recovery-codes.store.ts';
import { newTotpSecret, stepOf, totpUri } from './totp.ts';

const passwordFirst = {
  prepare: ({ current }: { current: string }, context: Omit<Context, 'emit'>) =>
    checkOwnPassword(current, context),
};

const registrationLink = async (
  { db, deps, now, actor }: Omit<Context, 'emit'>,
  token: string,
): Promise<Link & { challenge: string }> => {
  const link = await findLink(db, deps.secrets, now, 'passkey-registration', token);
  const { account, id } = technician(actor);
  if (link?.account !== account || link.technicianId !== id || link.challenge === null)
    throw new AppError('step_expired');
  return { ...link, challenge: link.challenge };
};

/** The step of a code for the secret that was shown. */
const pendingStep = async (
  { db, deps, now, actor }: Omit<Context, 'emit'>,
  code: string,
): Promise<number | null> => {
  const { account, id } = technician(actor);
  const app = await findApp(db, deps.secrets, account, id);
  return app?.pendingSecret ? stepOf(app.pendingSecret, code, now, 0) : null;
};

/** How the own sign-in is secured. */
export const securityHandlers: Pick<
  Feature<'sign-in'>['handlers'],
  | 'security:get'
  | 'totp:enrol'
  | 'totp:confirm'
  | 'totp:remove'
  | 'passkey:offer'
  | 'passkey:add'
  | 'passkey:remove'
  | 'recovery-codes:renew'
> = {
  'security:get': { handle: (_input, context) => securityOf(context, technician(context.actor)) },

  'totp:enrol': {
    ...passwordFirst,
    handle: async (_input, { db, deps, actor }) => {
      const { account, id } = technician(actor);
      const secret = newTotpSecret();
      await offerSecret(db, deps.secrets, account, id, secret);
      const row = await findTechnician(db, account, id);
      return { secret, uri: totpUri(secret, await accountName(db, account), row?.email ?? '') };
    },
  },

  'totp:confirm': {
    prepare: async ({ code }, context) => {
      const { account, id } = technician(context.actor);
      const keys = [Attempts.login(`second ${id}`), Attempts.address(context.address)];
      const failure = { command: 'totp:confirm', code: 'wrong_code' } as const;
      await context.deps.attempts.one(keys, async () => {
        if ((await pendingStep(context, code)) === null)
          throw await recordFailure(context, keys, failure, [{ account, id }]);
      });
    },
    handle: async ({ code }, context) => {
      const me = technician(context.actor);
      const step = await pendingStep(context, code);
      if (step === null) throw new AppError('wrong_code');
      await confirmSecret(context.db, context.now, me.account, me.id, step);
      const recoveryCodes = await factorAdded(context, me);
      return { security: await securityOf(context, me), recoveryCodes };
    },
  },

  'totp:remove': {
    ...passwordFirst,
    handle: async (_input, context) => {
      const me = technician(context.actor);
      await removeApp(context.db, me.account, me.id);
      await factorRemoved(context, me);
      return securityOf(context, me);
    },
  },

  'passkey:offer': {
    ...passwordFirst,
    handle: async (_input, { db, deps, actor, now }) => {
      const { account, id } = technician(actor);
      const row = await findTechnician(db, account, id);
      if (!row) throw new AppError('unauthenticated');
      const challenge = newChallenge();
      const link = { purpose: 'passkey-registration', account, technicianId: id, challenge } as const;
      const { token } = await createLink(db, deps.secrets, now, link);
      const passkeys = await listPasskeys(db, account, id);
      return { token, options: creationOptions(deps.urls, row, passkeys, challenge) };
    },
  },

  'passkey:add': {
    prepare: async ({ token, response }, context) => {
      const { challenge } = await registrationLink(context, token);
      const made = await verifyRegistration(context.deps.urls, challenge, response);
      if (!made) throw new AppError('wrong_code');
      return made;
    },
    handle: async ({ token, name }, context, prepared) => {
      const { db, now, actor } = context;
      const me = technician(actor);
      const link = await registrationLink(context, token);
      await spendLink(db, link.id, now);
      const made = prepared as PasskeyRow;
      // An honest authenticator never makes the same id twice, whoever's it is.
      if (await findPasskey(db, made.credential_id)) throw new AppError('wrong_code');
      if ((await listPasskeys(db, me.account, me.id)).length >= PASSKEYS_MAX)
        throw fieldError('name', 'too_long', { max: PASSKEYS_MAX });
      await insertPasskey(db, {
        ...made,
        account: me.account,
        technician_id: me.id,
        name,
        created_at: now,
        last_used_at: null,
      });
      const recoveryCodes = await factorAdded(context, me);
      return { security: await securityOf(context, me), recoveryCodes };
    },
  },

  'passkey:remove': {
    ...passwordFirst,
    handle: async ({ passkeyId }, context) => {
      const me = technician(context.actor);
      if ((await removePasskeys(context.db, me.account, me.id, passkeyId)) === 0)
        throw new AppError('not_found');
      await factorRemoved(context, me);
      return securityOf(context, me);
    },
  },

  'recovery-codes:renew': {
    ...passwordFirst,
    handle: async (_input, context) => {
      const me = technician(context.actor);
      const row = await findTechnician(context.db, me.account, me.id);
      // Without a second factor there is nothing they would stand in for.
      if (row?.second_factor !== 1) throw fieldError('current', 'invalid');
      const recoveryCodes = await renewCodes(context.db, context.deps.secrets, me.account, me.id);
      return { security: await securityOf(context, me), recoveryCodes };
    },
  },
};
