import { createHash } from 'node:crypto';
import type { CommandOutput, EventPayload } from '#protocol/index';
import type { Db } from '../../platform/database/index.ts';
import { textIn } from '../../platform/texts.ts';
import { resolveValues } from '../settings/index.ts';
import { launcherRules, styleOf } from './branding.rules.ts';
import * as branding from './branding.settings.ts';
import { formView, type PortalStatus } from './portals.rules.ts';
import { emailRequired } from './portals.settings.ts';
import type { PortalRow } from './portals.store.ts';

const kindOf = (row: PortalRow): EventPayload<'portal:changed'>['kind'] =>
  formView({ status: row.status as PortalStatus, live: row.live === 1 });

/** A picture of a portal, and a path that changes with it. */
export type Picture = 'logo' | 'icon';
const pathOf = (row: PortalRow, picture: Picture, data: string): string => {
  const digest = createHash('sha256').update(data).digest('hex').slice(0, 16);
  return `/brand/${row.id}/${picture}-${digest}`;
};

/** What every visitor without a request of their own sees. */
export const visitorView = async (db: Db, row: PortalRow): Promise<EventPayload<'portal:changed'>> => {
  const { name, logo, colour, scheme, welcome, away, unavailable, email } = await resolveValues(
    db,
    {
      name: branding.brandName,
      logo: branding.brandLogo,
      colour: branding.brandColour,
      scheme: branding.brandScheme,
      welcome: branding.welcomeText,
      away: branding.awayText,
      unavailable: branding.unavailableText,
      email: emailRequired,
    },
    row.account,
    row.company_id,
  );
  return {
    portalId: row.id,
    kind: kindOf(row),
    texts: { welcome, away, unavailable },
    brand: {
      name,
      logo: logo === null ? null : pathOf(row, 'logo', logo),
      style: styleOf({ colour, scheme }),
    },
    emailRequired: email,
    opensAt: row.open === 1 ? null : row.hours_change_at,
    version: row.view_version,
  };
};

/** What a launcher is drawn with. */
export const launcherView = async (
  db: Db,
  row: PortalRow,
  languages: readonly string[],
): Promise<CommandOutput<'portal:launcher'>> => {
  const { name, ...look } = await resolveValues(
    db,
    {
      name: branding.brandName,
      colour: branding.brandColour,
      scheme: branding.brandScheme,
      launcher: branding.brandLauncher,
    },
    row.account,
    row.company_id,
  );
  return {
    kind: kindOf(row),
    words: { name: name ?? textIn(languages, 'launcher'), retry: textIn(languages, 'retry') },
    style: launcherRules(look),
  };
};

/** What the portal's own pages carry in their head: its name, and its icon's path. */
export const pageBrand = async (
  db: Db,
  row: PortalRow,
): Promise<{ name: string | null; icon: string | null; colour: string | null }> => {
  const { name, icon, colour } = await resolveValues(
    db,
    { name: branding.brandName, icon: branding.brandIcon, colour: branding.brandColour },
    row.account,
    row.company_id,
  );
  return { name, colour, icon: icon === null ? null : pathOf(row, 'icon', icon) };
};

/** The bytes of a picture, as they are today. */
export const pictureOf = async (
  db: Db,
  row: PortalRow,
  picture: Picture,
): Promise<{ type: string; bytes: Buffer } | null> => {
  const setting = picture === 'logo' ? branding.brandLogo : branding.brandIcon;
  const { data } = await resolveValues(db, { data: setting }, row.account, row.company_id);
  const [, type, bytes] = /^data:(image\/\w+);base64,(.*)$/.exec(data ?? '') ?? [];
  return type && bytes ? { type, bytes: Buffer.from(bytes, 'base64') } : null;
};
