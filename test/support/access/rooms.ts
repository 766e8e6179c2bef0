import type { CommandSpec } from '#protocol/define';
import { COMMANDS, EVENTS, type EventName } from '#protocol/index';
import { hiddenFrom } from './dump.ts';
import { newCommandId } from '../ids.ts';
import type { AccessActor, Place, World } from './world.ts';

const ROWS = COMMANDS as Record<string, CommandSpec>;

export interface Heard {
  /** Reads that would join a room, tried. */
  attempts: number;
  /** Rooms joined, by actor: `thread:<id>`. */
  rooms: Map<AccessActor, Set<string>>;
  /** Events that reached somebody, by name. */
  events: Map<string, number>;
  leaks: string[];
}

/** What a reader gives a command that joins a room, for each id there is. */
const READS: Record<string, (place: Place) => Record<string, unknown>> = {
  'portal:view': ({ ids }) => ({ portalId: ids.portal }),
  'thread:entries': ({ ids }) => ({ threadId: ids.thread, after: 0 }),
  'request:list': () => ({ view: 'all' }),
};

/** Every actor tries every read that joins a room, for everything there is. */
export const joinEverything = async ({ actors, places }: World): Promise<Heard> => {
  const heard: Heard = { attempts: 0, rooms: new Map(), events: new Map(), leaks: [] };
  for (const actor of actors) {
    const joined = new Set<string>();
    heard.rooms.set(actor, joined);
    if (!actor.socket) continue;
    for (const [name, row] of Object.entries(ROWS)) {
      if (!row.subscribes || row.offered?.includes('socket') === false) continue;
      for (const place of places) {
        const input = READS[name]?.(place) ?? {};
        const answer = await actor.socket.raw(name, input);
        heard.attempts += 1;
        const id = input.portalId ?? input.threadId ?? 'own';
        if (answer.ok) joined.add(`${row.subscribes}:${String(id)}`);
      }
    }
  }
  return heard;
};

/** After this, what was pushed before has arrived: everybody has had answers, and the last commit is out. */
export const settle = async ({ server, actors }: World): Promise<void> => {
  const everybody = () =>
    Promise.all(
      actors
        .filter(({ socket }) => socket?.socket.connected)
        .map(({ socket }) => socket!.raw('no:command', {}).catch(() => undefined)),
    );
  await everybody();
  await server.app.deps.database.write(async () => undefined);
  await everybody();
};

/** Whether an event's room is one this actor may be in. */
const mayHear = (heard: Heard, actor: AccessActor, event: string, payload: unknown): boolean => {
  if (!Object.hasOwn(EVENTS, event)) return false;
  const { room } = EVENTS[event as EventName];
  const { portalId, threadId } = payload as { portalId?: string; threadId?: string };
  if (room === 'portal') return heard.rooms.get(actor)!.has(`portal:${portalId}`);
  if (room === 'thread') return heard.rooms.get(actor)!.has(`thread:${threadId}`);
  return room === actor.kind;
};

/** Takes what everybody heard since the last time, each against what they may. */
export const checkHeard = async (world: World, heard: Heard): Promise<void> => {
  await settle(world);
  for (const actor of world.actors) {
    const pushes = actor.socket?.heard.splice(0) ?? [];
    const secrets = pushes.length > 0 ? await hiddenFrom(world, actor) : [];
    for (const { event, payload } of pushes) {
      heard.events.set(event, (heard.events.get(event) ?? 0) + 1);
      const text = JSON.stringify(payload);
      if (!mayHear(heard, actor, event, payload) || secrets.some((secret) => text.includes(secret)))
        heard.leaks.push(`${actor.name} heard ${event} ${text.slice(0, 200)}`);
    }
  }
};

/** Makes everything happen at a place that is pushed to anybody. What is refused there makes no event. */
export const stir = async (world: World, place: Place): Promise<void> => {
  const { server, actors } = world;
  const of = (name: string) => actors.find((actor) => actor.name === name)!.socket!;
  const isAlpha = place.account === world.accounts.alpha;
  const admin = of(isAlpha ? 'admin' : 'admin, other account');
  const worker = of(isAlpha ? 'technician' : 'technician, other account');
  const { thread: threadId, portal: portalId, company: companyId, request: requestId } = place.ids;
  const customer = of(place.visitor);
  const call = (who: typeof admin, name: string, input: object) =>
    who.socket.connected ? who.raw(name, { commandId: newCommandId(), ...input }) : undefined;
  for (const who of [customer, worker]) {
    await call(who, 'thread:type', { threadId, typing: true });
    await call(who, 'thread:send', { threadId, text: 'Between us' });
    await call(who, 'thread:mark', { threadId, delivered: 1, read: 1 });
  }
  for (const available of [true, false]) await call(worker, 'availability:set', { available });
  await call(worker, 'profile:update', { name: 'Renamed' });
  const key = 'portal.emailRequired';
  await call(admin, 'setting:set', { key, level: { kind: 'company', companyId }, value: true, version: 0 });
  await call(admin, 'company:update', { companyId, version: 1, name: `Company ${portalId}` });
  await call(worker, 'availability:set', { available: true });
  const subdomain = actors.find((actor) => actor.name === place.visitor)!.host.replace(/\.localhost$/, '');
  // An inactive portal takes nobody new.
  const guest = await server.guest({ portalId, subdomain }).catch(() => null);
  await guest?.socket.call('request:open', { name: 'New here', email: 'new@client.example', text: 'Hello?' });
  await call(worker, 'request:unassign', { requestId });
  await call(worker, 'availability:set', { available: true });
  await call(worker, 'request:take', { requestId });
  await call(worker, 'availability:set', { available: false });
  server.clock.advance(600_000);
};
