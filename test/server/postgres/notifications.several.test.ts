import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { codeIn } from '../../support/contact-methods.ts';
import { freePort } from '../../support/free-port.ts';
import { http } from '../../support/http-client.ts';
import { newCommandId } from '../../support/ids.ts';
import { SECRET_KEY, setUpToken, startProcess } from '../../support/operating.ts';
import { bodyOf, MailServer } from '../../support/receivers.ts';
import { databaseEnv, dropTestDatabase } from '../../support/test-database.ts';
import { PASSWORD } from '../../support/test-server.ts';

const CUSTOMERS = 10;
const EMAIL = 'ada@northwind.example';

test('[G11] two server processes, customers at both, one mailbox: one mail of each request and no more', async (context) => {
  const folder = await mkdtemp(join(tmpdir(), 'support-portal-mails-'));
  context.after(async () => {
    await dropTestDatabase(folder);
    await rm(folder, { recursive: true, force: true });
  });
  const mail = await MailServer.start(context);
  const start = async () => {
    const port = await freePort();
    const shared = { SECRET_KEY, SMTP_URL: mail.url, MAIL_FROM: 'support@northwind.example' };
    const env = { ...shared, ...(await databaseEnv(folder)), PORT: String(port), DATA_DIR: folder };
    return { port, process: await startProcess(context, env) };
  };
  const servers = [await start(), await start()] as const;

  const say = async (port: number, host: string, command: string, input: object, headers = {}) => {
    const path = `/api/commands/${command}`;
    const body = { commandId: newCommandId(), ...input };
    const answer = await http(port, { host, path, headers: { Origin: `http://${host}:${port}`, ...headers }, body }); // prettier-ignore
    assert.ok(answer.json?.ok, `${command}: ${answer.text}`);
    return { data: answer.json.data, cookie: String(answer.headers['set-cookie']?.[0]).split(';')[0]! };
  };
  const { port } = servers[0];
  // The link of whoever started last.
  const token = await setUpToken(servers[1].process);
  const console = 'console.localhost';
  const first = { token, account: 'Northwind', name: 'Ada', email: EMAIL, password: PASSWORD };
  await say(port, console, 'account:set-up', first);
  const { cookie } = await say(port, console, 'session:create', { email: EMAIL, password: PASSWORD });
  const ada = async (command: string, input: object) =>
    (await say(port, console, command, input, { Cookie: cookie })).data;
  const company = await ada('company:create', { name: 'Acme' });
  const portal = await ada('portal:create', { companyId: company.id, subdomain: 'acme', status: 'active' });
  await ada('availability:set', { available: true });
  const { method } = await ada('contact-method:add', { address: { kind: 'email', email: EMAIL } });
  while (mail.mails.length === 0) await pause(20);
  await ada('contact-method:verify', { methodId: method.id, code: codeIn(bodyOf(mail.mails[0]!)) });

  const ask = async (at: number): Promise<string> => {
    const visitor = await say(at, 'acme.localhost', 'visitor:create', { portalId: portal.id });
    const Authorization = `Bearer ${visitor.data.token}`;
    const words = { name: 'Carla', text: 'Help' };
    const opened = await say(at, 'acme.localhost', 'request:open', words, { Authorization });
    return opened.data.request.id as string;
  };
  const asked = await Promise.all(Array.from({ length: CUSTOMERS }, (_, n) => ask(servers[n % 2]!.port)));
  const told = () => mail.mails.slice(1).map(({ source }) => /<([0-9a-f-]{36})\.\d+\./.exec(source)?.[1]);
  while (told().length < CUSTOMERS) await pause(20);
  // Whatever was still to be done is done when both have come to their end.
  await Promise.all(servers.map(({ process }) => process.stop()));
  assert.deepEqual(told().toSorted(), asked.toSorted());
});
