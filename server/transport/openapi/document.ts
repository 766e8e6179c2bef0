import type { CommandSpec, FeatureProtocol } from '#protocol/define';
import type { ErrorCode } from '#protocol/errors';
import { id, name } from '#protocol/fields';
import { PROTOCOL } from '#protocol/index';
import { PROTOCOL_VERSION } from '#protocol/version';
import type { Urls } from '../../platform/urls.ts';
import { COOKIE } from '../auth.ts';
import { operationOf, type Side } from './operation.ts';
import { errorSchemas, errorsOf } from './refusals.ts';
import { createSchemas, type Schema } from './schemas.ts';

const DESCRIPTION = `Everything the server offers over REST, made from the same table as its routes.

Every answer is one envelope: \`{ "ok": true, "data": … }\` or \`{ "ok": false, "error": { "code", "retry", … } }\`. \
\`retry: true\` marks a passing state: send the same command with the same command id again. A client ignores fields \
it does not know.

The same commands go over Socket.IO, where changes are pushed as well: \`x-events\` lists the pushes, and the \
[reference](/api/docs) describes both transports.`;

const isOffered = (row: CommandSpec): boolean => row.offered?.includes('rest') ?? true;

const parameters: Schema = {
  SupportProtocol: {
    name: 'Support-Protocol',
    in: 'header',
    required: false,
    description: 'The protocol version the client was written for; without it, the server’s own is taken.',
    schema: { type: 'integer' },
  },
  Origin: {
    name: 'Origin',
    in: 'header',
    required: false,
    description:
      'With the console’s cookie it must be the console’s own origin. Browsers send it themselves; other clients ' +
      'have to, or the cookie does not count.',
    schema: { type: 'string' },
  },
};

const securitySchemes: Schema = {
  consoleSession: {
    type: 'apiKey',
    in: 'cookie',
    name: COOKIE,
    description:
      'The session of a technician, set by `session:create`, on the console’s host alone. It counts only in calls ' +
      'whose `Origin` is the console’s own (or that a browser marks as same-origin).',
  },
  guestToken: {
    type: 'http',
    scheme: 'bearer',
    description: 'The token of a guest, answered by `visitor:create`, on any host but the console’s.',
  },
};

/** Pushes have no place of their own in OpenAPI: a webhook would be a call to the client's server. */
const eventsOf = (
  features: [string, FeatureProtocol][],
  of: (row: FeatureProtocol['events'][string]) => Schema,
) =>
  Object.fromEntries(
    features.flatMap(([feature, { events }]) =>
      Object.entries(events).map(([event, row]) => [
        event,
        { tag: feature, summary: row.summary, room: row.room, payload: of(row) },
      ]),
    ),
  );

const serversOf = (urls: Urls): Record<Side, Schema[]> => ({
  console: [{ url: urls.console, description: 'The console: technicians and admins.' }],
  guest: [
    {
      url: urls.embed,
      description: 'Portals and websites: guests. Each portal’s own host answers the same.',
    },
  ],
});

/** The protocol table as an OpenAPI document, for the hosts of this deployment. */
export const openApiDocument = (urls: Urls, protocol: Record<string, FeatureProtocol> = PROTOCOL): Schema => {
  const features = Object.entries(protocol);
  const schemas = createSchemas();
  const servers = serversOf(urls);
  const paths: Record<string, Schema> = {};
  const errors = new Set<ErrorCode>();
  const tags = new Set<string>();
  for (const [feature, { commands }] of features)
    for (const [command, row] of Object.entries(commands)) {
      if (!isOffered(row)) continue;
      const { path, method, value } = operationOf(command, row, feature, schemas, servers);
      paths[path] = { ...paths[path], [method]: value };
      errorsOf(row).forEach((code) => errors.add(code));
      tags.add(feature);
    }
  const events = eventsOf(features, (row) => schemas.of(row.payload));
  // Errors speak of them.
  schemas.of(id);
  schemas.of(name);
  return {
    openapi: '3.1.1',
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    info: {
      title: 'Support portal',
      summary: 'Support for the customers of managed service providers.',
      description: DESCRIPTION,
      version: String(PROTOCOL_VERSION),
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [...servers.console, ...servers.guest],
    tags: [...tags].map((feature) => ({
      name: feature,
      description: `Commands of the feature “${feature}”.`,
    })),
    paths,
    components: {
      parameters,
      securitySchemes,
      schemas: Object.fromEntries(
        Object.entries({ ...schemas.components, ...errorSchemas(errors) }).toSorted(([one], [other]) =>
          one < other ? -1 : 1,
        ),
      ),
    },
    'x-events': events,
  };
};
