import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CommandSpec, EventSpec, FeatureProtocol } from '#protocol/define';
import { ERRORS, ISSUE_CODES } from '#protocol/errors';
import { PROTOCOL } from '#protocol/index';
import { GUEST_PERMISSIONS, PERMISSIONS, ROLE_PERMISSIONS } from '#protocol/permissions';
import { acceptedBy, PROTOCOL_VERSION } from '#protocol/version';
import type { Setting } from '../../features/feature.ts';
import { declaredSettings } from '../../features/index.ts';
import { ALWAYS } from '../openapi/refusals.ts';
import { renderSchema } from './render-schema.ts';

const code = (text: string): string => `\n\n\`\`\`ts\n${text}\n\`\`\`\n`;
const quoted = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ');
const table = (head: string[], rows: string[][]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

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
    row.section && `section \`${row.section}\``,
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
    row.errors?.length ? `Errors of its own: ${quoted(row.errors)}.` : '',
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

const versions = (): string =>
  [
    '## Versions',
    `This is protocol version ${PROTOCOL_VERSION}. A server accepts its own version and the one before; this one accepts ${acceptedBy(PROTOCOL_VERSION).join(', ')}.`,
    'A client of another version is refused as `unsupported_protocol`, with the accepted ones in `params.accepted`: a page reloads, other clients are updated. Within a version, and from one to the next, inputs stay accepted and answers keep their fields; what is to go is told a version ahead. New fields, events, kinds of entries and error codes may come at any time: **ignore what you do not know**, and go by `retry` where a code is new.',
    'Socket.IO clients say their version in the auth payload. REST clients say it in the header `Support-Protocol`; without it a call is taken as one of the server’s own version.',
  ].join('\n\n');

const errors = (): string =>
  [
    '## Errors',
    `Every command can give ${quoted(ALWAYS)}. One that needs a permission can give \`forbidden\`, one with a limit \`rate_limited\`, one that says *once* \`conflict\`, one of a section \`section_locked\`, one that changes something \`storage_full\`; a body or frame can be \`malformed\` or \`too_large\`. The others are named at the command.`,
    table(
      ['code', 'HTTP status', 'try again', 'meaning'],
      Object.entries(ERRORS).map(([name, { status, retry, meaning }]) => [
        `\`${name}\``,
        String(status),
        retry ? 'yes' : 'no',
        meaning,
      ]),
    ),
    `An issue of \`validation\` has \`path\`, a \`code\` (${quoted(ISSUE_CODES)}), and \`params\` with \`max\` or \`min\` where the reason has one.`,
  ].join('\n\n');

const permissions = (): string => {
  const has = (permissions: readonly string[], name: string): string =>
    permissions.includes(name) ? 'yes' : '';
  return [
    '## Permissions',
    table(
      ['permission', 'allows', 'guest', 'technician', 'admin'],
      Object.entries(PERMISSIONS).map(([name, meaning]) => [
        `\`${name}\``,
        meaning,
        has(GUEST_PERMISSIONS, name),
        has(ROLE_PERMISSIONS.technician, name),
        has(ROLE_PERMISSIONS.admin, name),
      ]),
    ),
    'A guest’s are for their own requests alone.',
  ].join('\n\n');
};

const setting = ({ key, meaning, levels, fallback, schema }: Setting): string =>
  [
    `### Setting \`${key}\``,
    `${meaning} For the ${levels.join(' or a ')}; unless set: \`${JSON.stringify(fallback)}\`.`,
    code(renderSchema(schema)).trim(),
  ].join('\n\n');

const settings = (): string =>
  [
    '## Setting keys',
    'What `setting:set` takes as `value`, by key. A company has its own value, or the account’s, or the one that holds unless set.',
    ...[...declaredSettings.values()].map(setting),
  ].join('\n\n');

/** Everything a client can say and hear, as Markdown: the introduction, then what the table says. */
export const protocolReference = (): string =>
  `${[
    readFileSync(join(import.meta.dirname, 'introduction.md'), 'utf8').trim(),
    versions(),
    errors(),
    permissions(),
    ...Object.entries(PROTOCOL as Record<string, FeatureProtocol>).map(feature),
    settings(),
  ].join('\n\n')}\n`.replaceAll(/\n{3,}/g, '\n\n');
