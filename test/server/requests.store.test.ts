import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { technicianGrants } from '../../server/features/actor.ts';
import { insertCompany } from '../../server/features/companies/index.ts';
import type { Technician } from '../../server/features/feature.ts';
import { insertPortal, type RequestStatus } from '../../server/features/portals/index.ts';
import { canSee } from '../../server/features/requests/requests.rules.ts';
import { listRequests } from '../../server/features/requests/request-lists.store.ts';
import * as store from '../../server/features/requests/requests.store.ts';
import { insertVisitor } from '../../server/features/visitors/visitors.store.ts';
import { insertThread } from '../../server/features/threads/index.ts';
import type { Db } from '../../server/platform/database/index.ts';
import { newId } from '../../server/platform/ids.ts';
import { TestServer } from '../support/test-server.ts';

const NOW = 1_700_000_000_000;
const STATUSES: RequestStatus[] = ['new', 'active', 'completed', 'abandoned'];

let server: TestServer;
let read: Db;
const accounts: { account: string; me: string; companies: string[]; requests: string[] }[] = [];

/** A request in the given state, with all it hangs on. */
const insert = async (
  tx: Db,
  at: { account: string; companyId: string; portalId: string },
  status: RequestStatus,
  technicianId: string | null,
): Promise<string> => {
  const id = newId();
  const visitorId = newId();
  const threadId = newId();
  const shared = { account: at.account, owner: at.account, company_id: at.companyId, created_at: NOW };
  await insertVisitor(tx, NOW, { id: visitorId, account: at.account, portalId: at.portalId });
  await insertThread(tx, {
    id: threadId,
    ...shared,
    record_kind: 'request',
    record_id: id,
    audience: 'public',
  });
  await store.insertRequest(tx, {
    id,
    ...shared,
    portal_id: at.portalId,
    visitor_id: visitorId,
    thread_id: threadId,
    number: await store.nextNumber(tx, at.account),
    status,
    origin: 'live',
    name: 'Carla',
    email: null,
    excerpt: 'Help',
    website: null,
    network_hash: null,
    phone: null,
    due_at: null,
    context: null,
    changed_at: NOW,
    version: 1,
  });
  const row = (await store.findRequest(tx, at.account, id))!;
  await store.changeRequest(tx, NOW, row, { technician_id: technicianId });
  return id;
};

before(async () => {
  server = await TestServer.start();
  const { database } = server.app.deps;
  read = database.read;
  for (const name of ['Seen', 'Foreign']) {
    const { account, admin } = await server.seedAccount(name);
    const colleague = await server.technician(admin, 'Colleague');
    const companies = [newId(), newId()];
    const requests = await database.write(async (tx) => {
      const ids: string[] = [];
      for (const companyId of companies) {
        const portalId = newId();
        await insertCompany(tx, {
          id: companyId,
          account,
          name: `Company ${companyId}`,
          own: false,
          now: NOW,
        });
        await insertPortal(tx, NOW, { id: portalId, account, companyId, status: 'active', origins: [] });
        for (const status of STATUSES)
          for (const technicianId of [null, admin.id, colleague.id])
            ids.push(await insert(tx, { account, companyId, portalId }, status, technicianId));
      }
      return ids;
    });
    accounts.push({ account, me: admin.id, companies, requests });
  }
});
after(() => server.close());

const technician = (access: 'all' | string[], available: boolean): Technician => ({
  kind: 'technician',
  id: accounts[0]!.me,
  account: accounts[0]!.account,
  sessionId: newId(),
  name: 'Me',
  available,
  reminded: false,
  grants: technicianGrants('technician', access),
});

const ACCESS: [string, () => 'all' | string[]][] = [
  ['all companies', () => 'all'],
  ['one company', () => accounts[0]!.companies.slice(0, 1)],
  ['both companies', () => accounts[0]!.companies],
  ['no company', () => []],
  ['a company of another account', () => accounts[1]!.companies.slice(0, 1)],
];
for (const [name, access] of ACCESS)
  for (const available of [true, false])
    test(`[G12] [G26] the list is what canSee says: access to ${name}, ${available ? 'Available' : 'Unavailable'}`, async () => {
      const me = technician(access(), available);
      const expected: string[] = [];
      for (const id of accounts.flatMap(({ requests }) => requests)) {
        const row = await store.findRequest(read, me.account, id);
        if (row && canSee(me, row)) expected.push(id);
      }
      const listed = await listRequests(read, me, { view: 'all', limit: 200 });
      assert.deepEqual(listed.requests.map((request) => request.id).sort(), expected.sort());
      assert.equal(listed.total, expected.length);
      const news = listed.requests.filter((request) => request.status === 'new').length;
      const mine = listed.requests.filter((r) => r.status === 'active' && r.technician?.id === me.id).length;
      assert.deepEqual(listed.counts, { new: news, mine });
    });

test('[G12] [G26] the cases above are not all alike', async () => {
  const sizes = new Set<number>();
  for (const [, access] of ACCESS)
    for (const available of [true, false])
      sizes.add((await listRequests(read, technician(access(), available), { view: 'all' })).total);
  assert.deepEqual(
    [...sizes].sort((a, b) => a - b),
    [0, 9, 12, 18, 24],
  );
});

test('[G26] a request of another account is not found by its id', async () => {
  assert.equal(await store.findRequest(read, accounts[0]!.account, accounts[1]!.requests[0]!), null);
  assert.notEqual(await store.findRequest(read, accounts[1]!.account, accounts[1]!.requests[0]!), null);
});
