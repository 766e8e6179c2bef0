import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import type { Deps } from '../features/feature.ts';
import type { Outbox } from './outbox.ts';
import { ROOT } from '../platform/root.ts';
import { StartError } from '../platform/start-error.ts';
import { seed } from './seed.ts';
import { createWebsite, type Values } from './website.ts';

/** Demo data and a client's website on another origin; only where `--demo` asks for it. */
export const startDemo = async (
  deps: Deps,
  config: Config,
  outbox: Outbox,
  say: (line: string) => void,
): Promise<{ close(): void }> => {
  const values: Values = { embed: deps.urls.embed, portal: '', second: '', url: '', outbox };
  const website = createWebsite(join(ROOT, 'examples'), values, () => deps.clock.now());
  website.listen(config.demoPort, config.host);
  try {
    await once(website, 'listening');
  } catch (cause) {
    throw new StartError(`Port ${config.demoPort} is taken. Set DEMO_PORT to another one.`, 69, { cause });
  }
  const origin = `http://localhost:${(website.address() as AddressInfo).port}`;
  const demo = await seed(deps, config.dataDir, origin);
  values.portal = demo.portalId;
  // A data folder of an earlier demo has one portal; its tag may be in a page twice.
  values.second = demo.secondPortalId ?? demo.portalId;
  if (demo.key) values.key = demo.key;
  values.url = `${deps.urls.portal(demo.subdomain)}/`;

  say('\nsupport-portal is running with demo data.\n');
  say(`  A client’s website (another origin):  ${origin}/`);
  say(`  The standalone portal:                ${values.url}`);
  say(`  The console:                          ${deps.urls.console}/`);
  if (!config.messages.mail) say(`  Mails and text messages end at:       ${origin}/outbox`);
  say('');
  for (const { role, email, password } of demo.signIns)
    say(`    ${role.padEnd(12)} ${email.padEnd(18)} ${password}`);
  say('\n  Sign in to the console, switch to Available, then ask for help on the website.');
  say('  Ctrl+C stops it.\n');
  return { close: () => website.close() };
};
