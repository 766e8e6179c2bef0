import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { PROTOCOL_VERSION } from '#protocol/version';
import { TestServer } from '../support/test-server.ts';
import type { Wire } from './recording.ts';
import { playWireStory } from './wire-story.ts';

const PARTS = ['commands', 'events', 'refusals'] as const;
const fileOf = (version: number, part: string): string =>
  join(import.meta.dirname, 'fixtures', `v${version}`, `${part}.json`);

/** What clients and servers of a version said to each other, as it was recorded then. */
export const readFixtures = (version: number): Wire =>
  Object.fromEntries(
    PARTS.map((part) => {
      const file = fileOf(version, part);
      return [part, existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}];
    }),
  ) as unknown as Wire;

/** The story of today, on a server of its own. */
export const recordToday = async (): Promise<Wire> => {
  const server = await TestServer.start();
  try {
    return await playWireStory(server);
  } finally {
    await server.close();
  }
};

const sorted = (named: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(named).toSorted(([one], [other]) => (one < other ? -1 : 1)));

/** Records this version: all of it where it is new, else what has no fixture yet. What is recorded stays as it is. */
if (import.meta.main) {
  const earlier = readFixtures(PROTOCOL_VERSION);
  const today = await recordToday();
  mkdirSync(join(import.meta.dirname, 'fixtures', `v${PROTOCOL_VERSION}`), { recursive: true });
  for (const part of PARTS) {
    const text = JSON.stringify(sorted({ ...today[part], ...earlier[part] }));
    const file = fileOf(PROTOCOL_VERSION, part);
    writeFileSync(file, await format(text, { ...(await resolveConfig(file)), parser: 'json' }));
  }
}
