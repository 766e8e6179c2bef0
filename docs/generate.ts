import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CommandSpec, EventSpec, FeatureProtocol } from '#protocol/define';
import { ERRORS, ISSUE_CODES } from '#protocol/errors';
import { PROTOCOL } from '#protocol/index';
import { PERMISSIONS, ROLE_PERMISSIONS } from '#protocol/permissions';
import { acceptedBy, PROTOCOL_VERSION } from '#protocol/version';
import { renderSchema } from './render-schema.ts';

const code = (text: string): string => `\n\n\`\`\`ts\n${text}\n\`\`\`\n`;

const EVERY_COMMAND = ['validation', 'unauthenticated', 'forbidden', 'rate_limited', 'busy', 'internal'];

const facts = (name: string, row: CommandSpec): string => {
  const offered = row.offered ?? ['rest', 'socket'];
  const route = row.http ? `${row.http.method} ${row.http.path}` : `POST /api/commands/${name}`;
  const limit =
    row.limit &&
    `limit: ${row.limit.burst} at once, refilled over ${row.limit.seconds} s, for each ${row.limit.by}`;
  return [
    offered.includes('rest') ? `\`${route}\`` : 'not over REST',
    offered.includes('socket') ? null : 'not over Socket.IO',
    `permission \`${row.permission}\``,
    `scope ${row.scope}`,
    row.changes === 'once' ? '**once**' : row.changes === 'freely' ? 'may be repeated' : 'reads',
    row.subscribes && `**subscribes** to the ${row.subscribes}’s room`,
    row.audited && 'audited',
    limit,
  ]
    .filter(Boolean)
    .join(' · ');
};

const command = (name: string, row: CommandSpec): string =>
  [
    `### \`${name}\``,
    `${row.summary}`,
    facts(name, row),
    `Input${code(renderSchema(row.input))}`,
    `Answer${code(renderSchema(row.output))}`,
    row.errors?.length ? `Errors of its own: ${row.errors.map((error) => `\`${error}\``).join(', ')}.` : '',
  ]
    .filter(Boolean)
    .join('\n\n');

const event = (name: string, row: EventSpec): string =>
  [
    `### Event \`${name}\``,
    `${row.summary} Heard in the ${row.room}’s room.`,
    code(renderSchema(row.payload)).trim(),
  ].join('\n\n');

const feature = ([name, { commands, events }]: [string, FeatureProtocol]): string =>
  [
    `## ${name[0]!.toUpperCase()}${name.slice(1)}`,
    ...Object.entries(commands).map(([key, row]) => command(key, row)),
    ...Object.entries(events).map(([key, row]) => event(key, row)),
  ].join('\n\n');

const errors = (): string =>
  [
    '## Errors',
    `Every command can give ${EVERY_COMMAND.map((error) => `\`${error}\``).join(', ')}; others are named at the command.`,
    [
      '| code | HTTP status | try again | meaning |',
      '| --- | --- | --- | --- |',
      ...Object.entries(ERRORS).map(
        ([name, { status, retry, meaning }]) =>
          `| \`${name}\` | ${status} | ${retry ? 'yes' : 'no'} | ${meaning} |`,
      ),
    ].join('\n'),
    `An issue of \`validation\` has \`path\`, a \`code\` (${ISSUE_CODES.map((issue) => `\`${issue}\``).join(', ')}), and \`params\` with \`max\` or \`min\` where the reason has one.`,
  ].join('\n\n');

const permissions = (): string =>
  [
    '## Permissions',
    [
      '| permission | allows | technician | admin |',
      '| --- | --- | --- | --- |',
      ...Object.entries(PERMISSIONS).map(([name, meaning]) => {
        const has = (role: readonly string[]) => (role.includes(name) ? 'yes' : '');
        return `| \`${name}\` | ${meaning} | ${has(ROLE_PERMISSIONS.technician)} | ${has(ROLE_PERMISSIONS.admin)} |`;
      }),
    ].join('\n'),
    'A guest has `portal.visit` and `thread.take-part`, both for their own requests alone.',
  ].join('\n\n');

/** The protocol reference, from the table. */
export const protocolReference = (): string =>
  `${[
    readFileSync(join(import.meta.dirname, 'protocol-introduction.md'), 'utf8').trim(),
    `## Version\n\nThis server accepts protocol version ${acceptedBy(PROTOCOL_VERSION).join(', ')}.`,
    errors(),
    permissions(),
    ...Object.entries(PROTOCOL as Record<string, FeatureProtocol>).map(feature),
  ].join('\n\n')}\n`.replaceAll(/\n{3,}/g, '\n\n');

export const PROTOCOL_FILE = join(import.meta.dirname, 'protocol.md');

if (import.meta.main) writeFileSync(PROTOCOL_FILE, protocolReference());
