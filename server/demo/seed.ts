import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createAccount } from '../features/accounts/index.ts';
import { insertCompany } from '../features/companies/index.ts';
import { insertKey } from '../features/contacts/index.ts';
import type { Deps } from '../features/feature.ts';
import { claimName } from '../features/hosts/index.ts';
import { insertPortal } from '../features/portals/index.ts';
import { insertTechnician } from '../features/technicians/index.ts';
import { newId, newToken } from '../platform/ids.ts';
import type { WebsiteKey } from './identity.ts';

/** What the demo prints at every start; kept in the data folder, readable by its owner alone. */
export interface Demo {
  portalId: string;
  secondPortalId?: string;
  key?: WebsiteKey;
  subdomain: string;
  signIns: { name: string; role: string; email: string; password: string }[];
}

/** Where Vite serves the examples for frameworks while somebody works on them. */
const VITE = 'http://localhost:5173';

/** Made anew for each data folder: not even the demo has a default password (contract S14). */
const password = (): string => randomBytes(12).toString('base64url');

/**
 * An account with an admin, a technician, companies, and two portals that a website of another origin may embed.
 * Done once for a data folder; later starts find it again.
 */
export const seed = async (deps: Deps, dataDir: string, website: string): Promise<Demo> => {
  const file = join(dataDir, 'demo.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Demo;

  const admin = { name: 'Ada Admin', role: 'admin', email: 'ada@msp.example', password: password() };
  const technician = {
    name: 'Tom Technician',
    role: 'technician',
    email: 'tom@msp.example',
    password: password(),
  };
  const secondPortalId = newId();
  const key: WebsiteKey = { id: newId(), secret: newToken() };
  const demo: Demo = {
    portalId: newId(),
    secondPortalId,
    key,
    subdomain: 'harbour',
    signIns: [admin, technician],
  };
  const adminHash = await deps.passwords.hash(admin.password);
  const technicianHash = await deps.passwords.hash(technician.password);

  await deps.database.write(async (tx) => {
    const now = deps.clock.now();
    const { account } = await createAccount(tx, now, {
      account: 'Northwind IT Services',
      name: admin.name,
      email: admin.email,
      passwordHash: adminHash,
    });
    await insertTechnician(tx, now, {
      id: newId(),
      account,
      name: technician.name,
      email: technician.email,
      role: 'technician',
      access: { kind: 'all' },
      passwordHash: technicianHash,
    });
    const companyId = newId();
    await insertCompany(tx, { id: companyId, account, name: 'Harbour & Pine', own: false, now });
    const hotelsId = newId();
    await insertCompany(tx, { id: hotelsId, account, name: 'Blue Harbour Hotels', own: false, now });
    await insertCompany(tx, { id: newId(), account, name: 'Cedar Dental', own: false, now });
    await insertPortal(tx, now, {
      id: demo.portalId,
      account,
      companyId,
      status: 'active',
      origins: [website, VITE],
    });
    await claimName(tx, now, { name: demo.subdomain, account, portalId: demo.portalId });
    await insertKey(tx, {
      id: key.id,
      account,
      portal_id: demo.portalId,
      name: 'harbour-pine.example',
      algorithm: 'HS256',
      material: deps.secrets.seal(key.secret),
      created_at: now,
      last_used_at: null,
    });
    await insertPortal(tx, now, {
      id: secondPortalId,
      account,
      companyId: hotelsId,
      status: 'active',
      origins: [website],
    });
    await claimName(tx, now, { name: 'blue-harbour', account, portalId: secondPortalId });
  });
  writeFileSync(file, JSON.stringify(demo, null, 2), { mode: 0o600 });
  return demo;
};
