import type { CommandInput } from '#protocol/index';
import type { ConsoleUser } from './test-server.ts';

type Set = CommandInput<'setting:set'>;

/** Sets a setting, whatever it was before: of the account, or of one company. */
export const setSetting = async (
  admin: Pick<ConsoleUser, 'must'>,
  key: string,
  value: Set['value'],
  companyId?: string,
): Promise<void> => {
  const { settings } = await admin.must('setting:list', companyId === undefined ? {} : { companyId });
  const { version } = settings.find((setting) => setting.key === key)!;
  const level: Set['level'] = companyId === undefined ? { kind: 'account' } : { kind: 'company', companyId };
  await admin.must('setting:set', { key, level, value, version });
};
