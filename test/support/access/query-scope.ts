import type { Database, Db } from '../../../server/platform/database/index.ts';
import type { Secrets } from '../../../server/platform/secrets.ts';
import { newCommandId } from '../ids.ts';
import { watchQueries, type Sighting } from './query-watch.ts';
import { storeFunctions, type StoreFunction } from './stores.ts';
import type { World } from './world.ts';

/** Store functions that ask over all accounts, and why. Every other query of a store names its account. */
const OPEN: Record<string, string> = {
  'accounts.store hasAccounts': 'whether there is any',
  'hosts.store findHost': 'names are one space over all accounts (G5)',
  'hosts.store currentName': 'the address of a portal is public',
  'hosts.store namesOf': 'the addresses of a portal are public',
  'passkeys.store findPasskey': 'somebody signs in before it is known to which account',
  'portals.store findPublicPortal': 'the way in for visitors, who belong to no account yet',
  'presence.store anyLapsed': 'what a dead process held, of whichever account',
  'presence.store anywhere': 'part of `reportConnected`',
  'presence.store reportConnected': 'whom one process holds, of whichever account',
  'technicians.store findByEmail': 'somebody signs in before it is known to which account',
};

/** What a function that nothing called before is called with, where ids alone do not do. */
const GIVEN: Record<string, (nobody: string, secrets: Secrets) => unknown[]> = {
  'availability.store isAfterHours': (nobody) => [{ id: nobody, account: nobody, access: 'chosen' }],
  'passkeys.store usePasskey': (nobody) => [0, { id: nobody, account: nobody, counter: 0 }, 1],
  'portals.store forgetRefused': (nobody) => [{ id: nobody, account: nobody }, ['https://x.example']],
  'recovery-codes.store findCode': (nobody, secrets) => [secrets, nobody, nobody, nobody],
};

class Undo extends Error {}

/** Calls a function for an account there is none of; whatever it does is undone, and only its queries count. */
const callForNobody = async (
  { database, secrets }: { database: Database; secrets: Secrets },
  { name, run }: StoreFunction,
  nobody: string,
): Promise<void> => {
  const given = GIVEN[name]?.(nobody, secrets) ?? Array.from({ length: run.length - 1 }, () => nobody);
  const call = async (tx: Db): Promise<never> => {
    await run(tx, ...given);
    throw new Undo();
  };
  await database.write(call).catch(() => undefined);
};

export interface QueryScope {
  /** Kinds of query seen, told apart by where they come from and what they are about. */
  queries: number;
  /** Queries of stores on rows of accounts that do not say whose. */
  unscoped: string[];
  /** Store functions that never ran, so that nothing is known of them. */
  unseen: string[];
}

/** Watches every query from now on; `findings` ends it. */
export const watchScope = (): { findings: (world: World) => Promise<QueryScope> } => {
  const sightings = new Map<string, Sighting>();
  const stop = watchQueries((sighting) => {
    const { sites, verb, table, accounts } = sighting;
    sightings.set([verb, table, accounts.length, ...sites].join(' '), sighting);
  });

  const findings = async ({ server, accounts }: World): Promise<QueryScope> => {
    const { database } = server.app.deps;
    const nobody = newCommandId();
    const seen = () => new Set([...sightings.values()].flatMap(({ sites }) => sites));
    const functions = (await storeFunctions()).filter(({ name }) => !Object.hasOwn(OPEN, name));
    const unseen = () => functions.filter(({ name }) => !seen().has(name));
    for (const one of unseen()) await callForNobody(server.app.deps, one, nobody);
    const hasAccount = new Set(
      (await database.read.introspection.getTables())
        .filter(({ name, columns }) => name === 'accounts' || columns.some((c) => c.name === 'account'))
        .map(({ name }) => name),
    );
    stop();
    const known = new Set<unknown>(['slot', nobody, ...Object.values(accounts)]);
    const isScoped = (sighting: Sighting): boolean =>
      sighting.verb === 'insert' || sighting.accounts.some((account) => known.has(account));
    const fromStore = [...sightings.values()].flatMap((sighting) => {
      const site = sighting.sites.find((name) => name.includes('.store '));
      return site === undefined ? [] : [{ site, ...sighting }];
    });
    const unscoped = fromStore
      .filter((sighting) => hasAccount.has(sighting.table) && !isScoped(sighting))
      .filter(({ site }) => !Object.hasOwn(OPEN, site))
      .map(({ site, verb, table }) => `${site}: ${verb} ${table}`);
    return {
      queries: fromStore.length,
      unscoped: [...new Set(unscoped)].sort(),
      unseen: unseen().map(({ name }) => name),
    };
  };
  return { findings };
};
