import type { CommandSpec } from '#protocol/define';
import type { Envelope } from '#protocol/errors';
import { COMMANDS, EVENTS, type CommandName } from '#protocol/index';
import { newCommandId } from '../ids.ts';
import type { Case } from './cases.ts';
import { CASES } from './cases.ts';
import { dump, hiddenFrom } from './dump.ts';
import { copyOf, ENDING, takeAway } from './gone.ts';
import type { AccessActor, Place, World } from './world.ts';

const ROWS = COMMANDS as Record<string, CommandSpec>;
const MALFORMED = ['not-an-id', `${'0'.repeat(8)}-0000-0000-0000-00000000000Z`, "' or 1=1 --"];
/** State and field refusals say that the record was reached. */
const DENIALS = new Set(['unauthenticated', 'forbidden', 'not_found', 'unknown_portal', 'unknown_command']);

export interface Findings {
  cells: number;
  leaks: string[];
  foreignWrites: string[];
}
type Transport = 'rest' | 'socket';
type Outcome = { code: string; text: string };

const outcomeOf = (envelope: Envelope<unknown>): Outcome =>
  envelope.ok
    ? { code: 'ok', text: JSON.stringify(envelope.data) }
    : { code: envelope.error.code, text: JSON.stringify({ ...envelope.error, requestId: undefined }) };

const rest = async (
  { server }: World,
  actor: AccessActor,
  name: string,
  input: Record<string, unknown>,
): Promise<Outcome> => {
  const route = ROWS[name]!.http ?? { method: 'POST', path: `/api/commands/${name}` };
  const query = new URLSearchParams();
  let { path } = route;
  if (route.method === 'GET')
    for (const [key, value] of Object.entries(input)) {
      const filled = path.replace(`:${key}`, encodeURIComponent(String(value)));
      if (filled === path) query.set(key, String(value));
      path = filled;
    }
  const answer = await server.http({
    method: route.method,
    host: actor.host,
    path: query.size > 0 ? `${path}?${query}` : path,
    headers: { Origin: actor.origin, ...actor.headers },
    ...(route.method === 'POST' && { body: input }),
  });
  return outcomeOf(answer.json as Envelope<unknown>);
};

/** What the row says this actor gets before any record is looked at; `null`: the call reaches the handler. */
const refusal = (row: CommandSpec, actor: AccessActor, transport: Transport): string | null => {
  if (!(row.offered ?? ['rest', 'socket']).includes(transport)) return 'unknown_command';
  const isConsoleOnly = row.permission === 'anyone' && row.scope === 'none';
  if (isConsoleOnly && !actor.host.startsWith('console.')) return 'unknown_command';
  if (transport === 'rest' && actor.isDead) return 'unauthenticated';
  if (row.permission === 'anyone' || actor.permissions.has(row.permission)) return null;
  return actor.kind === 'anonymous' ? 'unauthenticated' : 'forbidden';
};

/** Whether the scope of a row reaches the place's record for this actor. */
const reaches = async (
  { server }: World,
  row: CommandSpec,
  given: Case,
  actor: AccessActor,
  place: Place,
): Promise<boolean> => {
  if (row.scope === 'portal') return true;
  if (row.scope === 'none' || actor.account !== place.account) return false;
  const kind = given.id?.kind;
  if (kind !== 'request' && kind !== 'thread' && kind !== 'block') return row.scope === 'account';
  if (actor.kind === 'visitor') return actor.name === place.visitor;
  if (row.scope === 'own') return false;
  const hasAccess = actor.access === 'all' || actor.access.includes(place.ids.company);
  if (kind === 'block') return hasAccess;
  // Their own are the requests of companies in reach, and new ones only while Available; here nobody is.
  const request = await server.app.deps.database.read
    .selectFrom('requests')
    .select('status')
    .where('id', '=', place.ids.request)
    .executeTakeFirstOrThrow();
  return hasAccess && request.status !== 'new';
};

const versionOf = async ({ server }: World, place: Place | null, given: Case): Promise<number> => {
  const table = { company: 'companies', portal: 'portals', technician: 'technicians' } as const;
  const kind = given.id?.kind;
  if (!place || (kind !== 'company' && kind !== 'portal' && kind !== 'technician')) return 1;
  const row = await server.app.deps.database.read
    .selectFrom(table[kind])
    .select('version')
    .where('id', '=', place.ids[kind])
    .executeTakeFirstOrThrow();
  return row.version;
};

/** Runs every command of one actor on both transports; every cell against what the table's row says. */
const runActor = async (world: World, actor: AccessActor, findings: Findings): Promise<void> => {
  const { server } = world;
  const secrets = await hiddenFrom(world, actor);
  const leaksIn = (text: string): boolean => secrets.some((secret) => text.includes(secret));

  const cell = async (
    name: string,
    transport: Transport,
    input: Record<string, unknown>,
    expected: (outcome: Outcome) => boolean,
    what: string,
  ): Promise<Outcome> => {
    const row = ROWS[name]!;
    const full = row.changes === 'once' ? { commandId: newCommandId(), ...input } : input;
    const outcome =
      transport === 'rest'
        ? await rest(world, actor, name, full)
        : outcomeOf(await actor.socket!.raw(name, full));
    findings.cells += 1;
    if (!expected(outcome) || leaksIn(outcome.text))
      findings.leaks.push(
        `${actor.name} · ${transport} · ${name} · ${what} → ${outcome.code} ${outcome.text}`,
      );
    return outcome;
  };

  const runCase = async (name: string, given: Case, transport: Transport): Promise<void> => {
    const row = ROWS[name]!;
    const refused = refusal(row, actor, transport);
    const scratchId = world.scratch[actor.account ?? ''] ?? newCommandId();
    const build = async (id: string, version: number) => {
      const found = await server.app.deps.database.read
        .selectFrom('technicians')
        .select('version')
        .where('id', '=', scratchId)
        .executeTakeFirst();
      return given.input({ id, version, scratch: { id: scratchId, version: found?.version ?? 0 } });
    };
    const allowed = new Set<string>(['ok', 'validation', ...(row.errors ?? [])]);
    const isOpen = ({ code }: Outcome) =>
      row.changes === undefined && row.permission !== 'anyone' ? code === 'ok' : allowed.has(code);
    const isExactly = (code: string) => (outcome: Outcome) => outcome.code === code;

    if (!given.id || refused !== null) {
      const input = await build(world.places[0]!.ids[given.id?.kind ?? 'company'], 1);
      await cell(name, transport, input, refused === null ? isOpen : isExactly(refused), 'plain');
      return;
    }
    const missing = await cell(
      name,
      transport,
      await build(newCommandId(), 1),
      ({ code }) => code !== 'ok' && allowed.has(code),
      'missing',
    );
    for (const id of MALFORMED)
      await cell(name, transport, await build(id, 1), isExactly('validation'), `malformed ${id}`);
    for (const place of world.places) {
      const isReached = await reaches(world, row, given, actor, place);
      const version = isReached ? 999 : await versionOf(world, place, given);
      const id = given.isGone ? await copyOf(world, place, given.id.kind) : place.ids[given.id.kind];
      const isRight = isReached
        ? (outcome: Outcome) => outcome.text !== missing.text && isOpen(outcome) && !DENIALS.has(outcome.code)
        : (outcome: Outcome) => outcome.text === missing.text;
      await cell(name, transport, await build(id, version), isRight, place.name);
      if (given.isGone) await takeAway(world, place, id);
    }
  };

  for (const transport of ['socket', 'rest'] as const) {
    if (transport === 'socket' && !actor.socket) continue;
    const names = Object.keys(CASES).filter((name) => !ENDING.has(name));
    const ending = [...ENDING].sort((a) => (actor.permissions.has(ROWS[a]!.permission) ? 1 : -1));
    for (const name of [...names, ...ending]) {
      // It would make the connection another visitor; how a socket becomes one is a test of its own.
      if (name === 'visitor:create' && transport === 'socket' && actor.kind !== 'technician') continue;
      for (const given of CASES[name as CommandName]) await runCase(name, given, transport);
      // So that no cell is refused for the ones before it.
      const { limit } = ROWS[name]!;
      if (limit) server.clock.advance(limit.seconds * 1000);
    }
  }
};

/** What was pushed to anybody so far. */
const checkHeard = async (world: World, findings: Findings): Promise<void> => {
  for (const actor of world.actors) {
    if (!actor.socket?.heard.length) continue;
    const secrets = await hiddenFrom(world, actor);
    for (const { event, payload } of actor.socket.heard.splice(0)) {
      const text = JSON.stringify(payload);
      if (!Object.hasOwn(EVENTS, event) || secrets.some((secret) => text.includes(secret)))
        findings.leaks.push(`${actor.name} heard ${event} ${text}`);
    }
  }
};

/** Rows an actor has no business with: other accounts', and within the own one other people's requests. */
const isForeign = (world: World, actor: AccessActor) => {
  const out = world.places.filter((place) =>
    actor.kind === 'visitor'
      ? place.visitor !== actor.name
      : actor.access !== 'all' && !actor.access.includes(place.ids.company),
  );
  const ids = new Set(out.flatMap((place) => [place.ids.request, place.ids.thread]));
  return (table: string, row: Record<string, unknown>): boolean => {
    const account = table === 'accounts' ? row.id : row.account;
    if (account !== actor.account) return account !== null;
    return ids.has(String(row.id)) || ids.has(String(row.thread_id));
  };
};

/** What follows from other accounts without any id: counts, states, and who is the last admin. */
const runAggregates = async (world: World, findings: Findings): Promise<void> => {
  const of = (name: string) => world.actors.find((actor) => actor.name === name)!.socket!;
  const expect = (what: string, isRight: boolean): void => {
    findings.cells += 1;
    if (!isRight) findings.leaks.push(what);
  };
  const menu = await of('admin, empty account').must('availability:get', {});
  expect('a foreign portal gives no Status menu', !('same' in menu) && !menu.menu);
  const plan = await of('admin, empty account').must('plan:get', {});
  const isBare = !('same' in plan) && plan.sections.every((section) => !section.allowed && !section.askedAt);
  expect('what others are allowed or asked for is not this account’s', isBare && plan.version === 0);
  const { portals } = await of('admin').must('portal:list', {});
  // One of five has access to the first company alone.
  const counts = portals.map((portal) => portal.technicians).sort((a, b) => a - b);
  expect('foreign technicians are not counted', counts.join() === '4,4,5');
  expect(
    'a foreign technician makes no portal live',
    portals.every((portal) => !portal.live),
  );
  const { technicians } = await of('admin, empty account').must('technician:list', {});
  const me = technicians.find((technician) => technician.role === 'admin')!;
  const demoted = await of('admin, empty account').call('technician:update', {
    technicianId: me.id,
    version: me.version,
    role: 'technician',
  });
  expect('foreign admins do not count as another admin', !demoted.ok);
  const email = 'admin@beta.example';
  const invited = await of('admin').call('technician:invite', {
    name: 'Same address',
    email,
    role: 'technician',
    access: { kind: 'all' },
  });
  expect('an address in use in another account is free here', invited.ok);
};

/** The whole matrix, or some actors of it; `stop` says when enough was found. */
export const runMatrix = async (
  world: World,
  actors: AccessActor[] = world.actors,
  stop: (findings: Findings) => boolean = () => false,
): Promise<Findings> => {
  const findings: Findings = { cells: 0, leaks: [], foreignWrites: [] };
  const watched = async (actor: AccessActor, run: () => Promise<void>): Promise<void> => {
    const keep = isForeign(world, actor);
    const before = await dump(world, keep);
    await run();
    const after = await dump(world, keep);
    if (before !== after) {
      const old = new Set(before.split('\n'));
      const changed = after.split('\n').find((line) => !old.has(line)) ?? 'a row is gone';
      findings.foreignWrites.push(`${actor.name}: ${changed}`);
    }
    await checkHeard(world, findings);
  };
  // In their rooms from the start, so that a push that goes too far is heard.
  for (const actor of world.actors)
    if (actor.kind === 'technician') await actor.socket!.must('session:get', {});
  await runAggregates(world, findings);
  if (stop(findings)) return findings;
  const empty = world.actors.find((actor) => actor.name === 'admin, empty account')!;
  await watched(empty, async () => {
    const { companies } = await empty.socket!.must('company:list', {});
    const companyId = companies.find((company) => company.name === 'Empty')!.id;
    await empty.socket!.call('portal:create', { companyId, subdomain: 'empty-one', status: 'active' });
  });
  for (const actor of actors) {
    if (stop(findings)) break;
    await watched(actor, () => runActor(world, actor, findings));
  }
  return findings;
};
