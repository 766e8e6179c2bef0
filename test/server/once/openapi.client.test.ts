import assert from 'node:assert/strict';
import type { LookupAddress } from 'node:dns';
import { after, before, test } from 'node:test';
import type { AxiosRequestConfig, AxiosResponse } from 'axios';
import { OpenAPIClientAxios, type OpenAPIV3_1 } from 'openapi-client-axios';
import { callerOf, playMainStory, type Carry } from '../../contract/rest-story.ts';
import { newCommandId } from '../../support/ids.ts';
import { PASSWORD, TestServer } from '../../support/test-server.ts';

type Operation = OpenAPIV3_1.OperationObject & { 'x-command'?: string };
/** Made for the document when it runs: an operation takes parameters, body and more, and answers as axios does. */
type Client = Record<
  string,
  (parameters: object, body: unknown, more: AxiosRequestConfig) => Promise<AxiosResponse>
>;

/** `*.localhost` is this machine to browsers, and unknown to Node. */
const lookup = (_host: string, _options: object, done: (error: null, found: LookupAddress[]) => void): void =>
  done(null, [{ address: '127.0.0.1', family: 4 }]);

let server: TestServer;
before(async () => (server = await TestServer.start()));
after(() => server.close());

/** A client made by an outside tool from the document alone: servers, routes, parameters and all. */
const clientFromDocument = async (): Promise<Carry> => {
  const { json } = await server.http({ host: 'embed.localhost', path: '/api/openapi.json' });
  const definition = json as OpenAPIV3_1.Document;
  const api = new OpenAPIClientAxios({
    definition,
    axiosConfigDefaults: { lookup: lookup as never, validateStatus: () => true },
  });
  const client = (await api.init()) as unknown as Client;
  const operations = api.getOperations() as Operation[];
  return async (caller, command, input) => {
    const operation = operations.find((one) => one['x-command'] === command)!;
    const isRead = operation.requestBody === undefined;
    // A command of both sides has both servers; the client takes the first unless told otherwise.
    const wanted = caller.side === 'console' ? 'console' : 'embed';
    const baseURL = operation.servers?.find(({ url }) => url.includes(`//${wanted}.`))?.url;
    assert.ok(baseURL !== undefined, `${command} is not for ${caller.side}`);
    const { status, data, headers } = await client[operation.operationId!]!(
      isRead ? input : {},
      isRead ? null : input,
      {
        baseURL,
        headers: {
          ...(caller.side === 'console' && { Origin: server.consoleOrigin }),
          ...('cookie' in caller && { Cookie: caller.cookie }),
          ...('token' in caller && { Authorization: `Bearer ${caller.token}` }),
        },
      },
    );
    const cookie = (headers['set-cookie'] as string[] | undefined)?.[0]?.split(';')[0];
    return { status, envelope: data, ...(cookie !== undefined && { cookie }) };
  };
};

test('a client made from the document alone plays the main story', async () => {
  const { admin } = await server.seedAccount('Generated');
  const carry = await clientFromDocument();
  const cast = await playMainStory(carry, { email: admin.email, password: PASSWORD, name: 'generated' });
  const { refused } = callerOf(carry);
  await refused(cast.tom, 'request:get', { requestId: newCommandId() }, 404, 'not_found');
  await refused(cast.guest, 'thread:send', { threadId: cast.request.threadId, text: 'x' }, 409, 'closed');
});
