import { AppError, fieldError } from '#protocol/errors';
import type { CommandOutput } from '#protocol/index';
import { technician } from '../actor.ts';
import { findCompany } from '../companies/index.ts';
import type { Context, Feature, Setting } from '../feature.ts';
import {
  ACCOUNT_LEVEL,
  resolveAll,
  resolveSetting,
  storedVersion,
  storeSetting,
  type Resolved,
} from './settings.store.ts';

type SettingView = CommandOutput<'setting:set'>;

const present = (setting: Setting, { value, source, version }: Resolved<unknown>): SettingView => ({
  key: setting.key,
  levels: [...setting.levels],
  value: value as SettingView['value'],
  source,
  version,
});

const checkCompany = async ({ db, actor }: Context, companyId: string): Promise<void> => {
  if (!(await findCompany(db, technician(actor).account, companyId))) throw new AppError('not_found');
};

export const handlers: Feature<'settings'>['handlers'] = {
  'setting:list': {
    handle: async ({ companyId }, context) => {
      if (companyId !== undefined) await checkCompany(context, companyId);
      const all = [...context.deps.settings.values()];
      const { account } = technician(context.actor);
      const resolved = await resolveAll(context.db, all, account, companyId ?? null);
      return { settings: all.map((setting) => present(setting, resolved.get(setting.key)!)) };
    },
  },

  'setting:set': {
    handle: async ({ key, level, value, version }, context) => {
      const setting = context.deps.settings.get(key);
      if (!setting) throw fieldError('key', 'invalid');
      if (!setting.levels.includes(level.kind)) throw fieldError('level', 'invalid');
      if (level.kind === 'company') await checkCompany(context, level.companyId);
      const parsed = value === null ? null : setting.schema.safeParse(value);
      if (parsed && !parsed.success) throw fieldError('value', 'invalid');
      const { account } = technician(context.actor);
      const companyId = level.kind === 'company' ? level.companyId : ACCOUNT_LEVEL;
      if ((await storedVersion(context.db, account, companyId, key)) !== version) throw new AppError('stale');
      await storeSetting(context.db, context.now, { account, companyId, key, version }, parsed?.data ?? null);
      const changed = level.kind === 'company' ? level.companyId : null;
      context.emit({ type: 'setting.changed', account, key, companyId: changed });
      return present(setting, await resolveSetting(context.db, setting, account, changed));
    },
  },
};
