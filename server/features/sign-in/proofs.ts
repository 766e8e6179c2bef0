import type { CommandInput, CommandOutput } from '#protocol/index';
import { createLink, type Link } from '../../platform/links.ts';
import type { Context } from '../feature.ts';
import type { TechnicianRow } from '../technicians/index.ts';
import { findApp, spendStep } from './authenticator-apps.store.ts';
import { newChallenge, requestOptions, verifyAssertion } from './passkey-ceremonies.ts';
import { findPasskey, listPasskeys, usePasskey, type PasskeyRow } from './passkeys.store.ts';
import { codesLeft, findCode, spendCode } from './recovery-codes.store.ts';
import { stepOf } from './totp.ts';

type Proof = CommandInput<'session:confirm'>['proof'];
type SecondStep = Extract<CommandOutput<'session:create'>, { secondStep: unknown }>['secondStep'];

/** What a proof uses up, so that it proves nothing a second time. */
export type Spent =
  | { kind: 'totp'; step: number }
  | { kind: 'recovery'; hash: string }
  | { kind: 'passkey'; passkey: PasskeyRow; counter: number };

/** The password was right: what the second factor can be. */
export const startSecondStep = async (
  { db, deps, now }: Pick<Context, 'db' | 'deps' | 'now'>,
  { id, account }: TechnicianRow,
): Promise<SecondStep> => {
  const app = await findApp(db, deps.secrets, account, id);
  const passkeys = await listPasskeys(db, account, id);
  const challenge = newChallenge();
  const link = { purpose: 'second-step', account, technicianId: id, challenge } as const;
  const methods: SecondStep['methods'] = [];
  if (passkeys.length > 0) methods.push('passkey');
  if (app?.secret) methods.push('totp');
  if ((await codesLeft(db, account, id)) > 0) methods.push('recovery');
  return {
    ...(await createLink(db, deps.secrets, now, link)),
    methods,
    passkey: passkeys.length > 0 ? requestOptions(deps.urls, challenge, passkeys) : null,
  };
};

/** Whose sign-in a link is about: known by the password, or said by the passkey. */
export const ownerOf = async (
  { db }: Pick<Context, 'db'>,
  link: Link,
  proof: Proof,
): Promise<{ account: string; id: string } | null> => {
  if (link.account !== null && link.technicianId !== null)
    return { account: link.account, id: link.technicianId };
  const passkey = proof.kind === 'passkey' ? await findPasskey(db, proof.response.id) : null;
  return passkey && { account: passkey.account, id: passkey.technician_id };
};

/** What the proof uses up, or `null` where it proves nothing. */
export const checkProof = async (
  { db, deps, now }: Pick<Context, 'db' | 'deps' | 'now'>,
  link: Link,
  { account, id }: { account: string; id: string },
  proof: Proof,
): Promise<Spent | null> => {
  if (proof.kind === 'totp') {
    const app = await findApp(db, deps.secrets, account, id);
    const step = app?.secret ? stepOf(app.secret, proof.code, now, app.lastStep) : null;
    return step === null ? null : { kind: 'totp', step };
  }
  if (proof.kind === 'recovery') {
    const hash = await findCode(db, deps.secrets, account, id, proof.code);
    return hash === null ? null : { kind: 'recovery', hash };
  }
  const passkey = await findPasskey(db, proof.response.id);
  if (!passkey || passkey.technician_id !== id || link.challenge === null) return null;
  const alone = link.purpose === 'passkey-sign-in';
  const counter = await verifyAssertion(deps.urls, link.challenge, proof.response, passkey, alone);
  return counter === null ? null : { kind: 'passkey', passkey, counter };
};

/** Uses it up; false where another call was faster. */
export const spend = (
  { db, now }: Pick<Context, 'db' | 'now'>,
  { account, id }: { account: string; id: string },
  spent: Spent,
): Promise<boolean> => {
  if (spent.kind === 'totp') return spendStep(db, account, id, spent.step);
  if (spent.kind === 'recovery') return spendCode(db, now, account, id, spent.hash);
  return usePasskey(db, now, spent.passkey, spent.counter);
};
