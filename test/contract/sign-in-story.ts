import type { CommandName, CommandOutput } from '#protocol/index';
import type { Envelope } from '#protocol/errors';
import { codeAt, SoftPasskey } from '../support/second-factor.ts';
import { PASSWORD, type ConsoleUser, type TestServer } from '../support/test-server.ts';
import type { Recording } from './recording.ts';

/** A command over REST, noted; answers its data. */
export type Rest = (name: CommandName, input: Record<string, unknown>) => Promise<unknown>;

/** Second factors of one technician, from the first code to the admin who takes them away again. */
export const playSignInStory = async (
  server: TestServer,
  recording: Recording,
  admin: Pick<ConsoleUser, 'must'>,
  rest: Rest,
): Promise<void> => {
  const vic = await server.technician(admin as ConsoleUser, 'Vic');
  const { must } = recording.of(vic.socket);
  const current = PASSWORD;
  await must('session:list', {});
  await must('security:get', {});
  const { secret } = await must('totp:enrol', { current });
  await must('totp:confirm', { code: codeAt(secret, server.clock.now()) });
  // A code counts once.
  server.clock.advance(30_000);
  const { secondStep } = (await rest('session:create', { email: vic.email, password: PASSWORD })) as {
    secondStep: { token: string };
  };
  const code = codeAt(secret, server.clock.now());
  await rest('session:confirm', { token: secondStep.token, proof: { kind: 'totp', code } });
  await must('session:end-other', {});

  const passkey = new SoftPasskey();
  const offer = await must('passkey:offer', { current });
  const made = passkey.create(offer, server.consoleOrigin);
  const { security } = await must('passkey:add', { token: offer.token, name: 'Key', response: made });
  const { token, passkey: options } = (await rest(
    'session:challenge',
    {},
  )) as CommandOutput<'session:challenge'>;
  await rest('session:confirm', { token, proof: passkey.get(options, server.consoleOrigin) });
  await must('passkey:remove', { passkeyId: security.passkeys[0]!.id, current });
  await must('recovery-codes:renew', { current });
  await must('totp:remove', { current });
  await admin.must('technician:reset-second-factor', { technicianId: vic.id });
  await admin.must('technician:end-sessions', { technicianId: vic.id });
};

/** The data of an answer that must be a success. */
export const dataOf = (name: string, envelope: Envelope<unknown>): unknown => {
  if (!envelope.ok) throw new Error(`${name}: ${JSON.stringify(envelope)}`);
  return envelope.data;
};
