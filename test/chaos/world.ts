import type { CommandName } from '#protocol/index';
import { http } from '../support/http-client.ts';
import { newCommandId } from '../support/ids.ts';
import { connect, type SocketClient } from '../support/socket-client.ts';
import { onPage } from './clients/browser.ts';
import { Person } from './clients/person.ts';
import type { Line } from './clients/proxy.ts';
import type { Plan } from './plan.ts';

/** Where the first server listens, and the origin all of them say they have. */
export interface Place {
  port: number;
  /** The set-up link's token. */
  token: string;
}

const PASSWORD = 'a quiet river at dawn';
const SUBDOMAIN = 'acme';

const post = async (port: number, name: CommandName, body: object): Promise<string | undefined> => {
  const answer = await http(port, {
    host: 'console.localhost',
    path: `/api/commands/${name}`,
    headers: { Origin: `http://console.localhost:${port}` },
    body: { commandId: newCommandId(), ...body },
  });
  if (!answer.json?.ok) throw new Error(`${name}: ${answer.text}`);
  return answer.headers['set-cookie']?.[0]?.split(';')[0];
};

interface Colleague {
  cookie: string;
  socket: SocketClient;
}

const signIn = async (port: number, email: string): Promise<Colleague> => {
  const cookie = (await post(port, 'session:create', { email, password: PASSWORD }))!;
  const origin = `http://console.localhost:${port}`;
  return { cookie, socket: await connect(port, { host: 'console.localhost', cookie, origin }) };
};

const emailOf = (number: number): string => `technician-${number}@northwind.example`;

const invite = async (port: number, admin: SocketClient, number: number): Promise<Colleague> => {
  const [name, email] = [`Technician ${number}`, emailOf(number)];
  const access = { kind: 'all' } as const;
  const { invitation } = await admin.must('technician:invite', { name, email, role: 'technician', access });
  await post(port, 'invitation:accept', { token: invitation.url.split('#')[1], password: PASSWORD });
  return signIn(port, email);
};

/**
 * An account with its technicians, and a chat of each customer with one of them; every technician looks on at the
 * chats of the others. Set up over the server itself, before anything goes wrong.
 */
export const setUp = async ({ port, token }: Place, plan: Plan, lines: Line[]): Promise<Person[]> => {
  await post(port, 'account:set-up', {
    token,
    account: 'Northwind',
    name: 'Technician 0',
    email: emailOf(0),
    password: PASSWORD,
  });
  const admin = await signIn(port, emailOf(0));
  const colleagues = [admin];
  for (let number = 1; number < plan.technicians; number += 1)
    colleagues.push(await invite(port, admin.socket, number));
  const { id: companyId } = await admin.socket.must('company:create', { name: 'Acme' });
  const portal = { companyId, subdomain: SUBDOMAIN, status: 'active' } as const;
  const { id: portalId } = await admin.socket.must('portal:create', portal);
  for (const { socket } of colleagues) await socket.must('availability:set', { available: true });

  const guests: { token: string; threadId: string }[] = [];
  const page = { host: `${SUBDOMAIN}.localhost`, origin: `http://${SUBDOMAIN}.localhost:${port}` };
  for (let number = 0; number < plan.customers; number += 1) {
    const socket = await connect(port, { ...page, portal: portalId });
    const { token } = await socket.must('visitor:create', { portalId });
    const name = `Customer ${number}`;
    const { request } = await socket.must('request:open', { name, text: 'Help' });
    const { threadId } = request;
    await colleagues[number % colleagues.length]!.socket.must('request:take', { requestId: request.id });
    guests.push({ token, threadId });
    socket.close();
  }
  for (const { socket } of colleagues) socket.close();

  const customers = guests.map(({ token, threadId }, number) => {
    const line = lines[number]!;
    onPage(line.port, page);
    const guest = { portal: portalId, token };
    const threads = [{ id: threadId, partakes: true }];
    return new Person({ name: `customer-${number}`, side: 'customer', line, threads, guest });
  });
  const technicians = colleagues.map(({ cookie }, number) => {
    const line = lines[plan.customers + number]!;
    onPage(line.port, { host: 'console.localhost', origin: `http://console.localhost:${port}`, cookie });
    const threads = guests.map(({ threadId }, guest) => ({
      id: threadId,
      partakes: guest % colleagues.length === number,
    }));
    return new Person({ name: `technician-${number}`, side: 'technician', line, threads });
  });
  return [...customers, ...technicians];
};
