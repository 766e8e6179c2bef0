import { AppError } from '#protocol/errors';
import { Attempts } from '../../platform/attempts.ts';
import { createLink, endLinksOf, findLink, HALF_DONE, spendLink } from '../../platform/links.ts';
import { endSessions, listSessions, startSession } from '../../platform/sessions.ts';
import { sessionView } from '../accounts/index.ts';
import { technician } from '../actor.ts';
import type { Context, Feature } from '../feature.ts';
import { findActive, type TechnicianRow } from '../technicians/index.ts';
import { checkCredentials } from './credentials.ts';
import { recordFailure } from './failures.ts';
import { newChallenge, requestOptions } from './passkey-ceremonies.ts';
import { checkProof, ownerOf, spend, startSecondStep, type Spent } from './proofs.ts';
import { codesLeft } from './recovery-codes.store.ts';

/** Tokens that a second factor, or a passkey alone, goes with. */
const STEPS = ['second-step', 'passkey-sign-in'] as const;

const begin = async (context: Context, row: TechnicianRow): Promise<void> => {
  const { db, deps, now, address, agent, session } = context;
  const started = await startSession(db, deps.secrets, now, {
    kind: 'technician',
    account: row.account,
    subjectId: row.id,
    address,
    agent,
  });
  session.start('technician', started.token);
};

/** Signing in, and the own sessions. */
export const sessionHandlers: Pick<
  Feature<'sign-in'>['handlers'],
  'session:create' | 'session:confirm' | 'session:challenge' | 'session:list' | 'session:end-other'
> = {
  'session:create': {
    prepare: checkCredentials,
    handle: async (_input, context, found) => {
      const row = found as TechnicianRow;
      context.actedAs(row);
      if (row.second_factor === 1) return { secondStep: await startSecondStep(context, row) };
      await begin(context, row);
      return sessionView(context.db, row);
    },
  },

  'session:confirm': {
    prepare: async ({ token, proof }, context) => {
      const link = await findLink(context.db, context.deps.secrets, context.now, STEPS, token);
      if (!link) throw new AppError('step_expired');
      const owner = await ownerOf(context, link, proof);
      // Apart from the password's: who does not know that cannot make its owner wait here.
      const keys = [Attempts.login(`second ${owner?.id ?? proof.kind}`), Attempts.address(context.address)];
      const failure = {
        command: 'session:confirm',
        code: 'wrong_code',
        input: { proof: { kind: proof.kind } },
      } as const;
      const { attempts } = context.deps;
      return attempts.one(keys, async () => {
        const spent = owner && (await checkProof(context, link, owner, proof));
        if (!spent) throw await recordFailure(context, keys, failure, owner ? [owner] : []);
        attempts.succeeded(keys[0]!);
        return { owner, spent };
      });
    },
    handle: async ({ token }, context, prepared) => {
      const { db, deps, now } = context;
      const { owner, spent } = prepared as { owner: { account: string; id: string }; spent: Spent };
      const link = await findLink(db, deps.secrets, now, STEPS, token);
      const row = await findActive(db, owner.account, owner.id);
      if (!link || !row) throw new AppError('step_expired');
      if (!(await spend(context, owner, spent))) throw new AppError('wrong_code');
      await spendLink(db, link.id, now);
      context.actedAs(row);
      await begin(context, row);
      const left = spent.kind === 'recovery' ? await codesLeft(db, row.account, row.id) : null;
      return { session: await sessionView(db, row), recoveryCodesLeft: left };
    },
  },

  'session:challenge': {
    handle: async (_input, { db, deps, now }) => {
      const challenge = newChallenge();
      const link = { purpose: 'passkey-sign-in', account: null, technicianId: null, challenge } as const;
      const { token } = await createLink(db, deps.secrets, now, link);
      return { token, passkey: requestOptions(deps.urls, challenge) };
    },
  },

  'session:list': {
    handle: async (_input, { db, actor, now }) => {
      const { account, id, sessionId } = technician(actor);
      const sessions = await listSessions(db, now, { kind: 'technician', account, subjectId: id });
      return { sessions: sessions.map((session) => ({ ...session, current: session.id === sessionId })) };
    },
  },

  'session:end-other': {
    handle: async ({ sessionId }, { db, actor, now, emit }) => {
      const me = technician(actor);
      const only = sessionId !== undefined && { only: sessionId };
      const sessionIds = await endSessions(db, now, { subjectId: me.id, except: me.sessionId, ...only });
      if (sessionId === undefined) await endLinksOf(db, now, me.id, HALF_DONE);
      if (sessionId !== undefined && sessionIds.length === 0) throw new AppError('not_found');
      emit({ type: 'session.ended', account: me.account, sessionIds });
      return { ended: sessionIds.length };
    },
  },
};
