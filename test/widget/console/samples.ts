import { consolePacks } from '../../../widget/i18n/console-packs.ts';
import { createI18n, type OwnI18n } from '../../../widget/i18n/i18n.ts';
import type { ConsoleTexts } from '../../../widget/i18n/locales/en/console.ts';
import type { Availability } from '../../../widget/features/availability/index.ts';
import type { Request } from '../../../widget/features/requests/console-requests.store.ts';
import type { SecondStep, Session } from '../../../widget/features/accounts/console-session.store.ts';
import type { Security, SignedIn } from '../../../widget/features/sign-in/console-security.store.ts';

const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

export const english = (): Promise<OwnI18n<ConsoleTexts>> =>
  createI18n({ language: 'en', load: consolePacks });

export const me = { id: id(1), name: 'Ada' };

export const aRequest = (number: number, part: Partial<Request> = {}): Request => ({
  id: id(100 + number),
  threadId: id(200 + number),
  number,
  status: 'new',
  origin: 'live',
  company: { id: id(10), name: 'Acme' },
  customer: { name: `Customer ${number}`, email: null, phone: null, verified: false },
  technician: null,
  excerpt: 'It does not work',
  website: null,
  context: {},
  createdAt: 1_700_000_000_000,
  changedAt: 1_700_000_000_000,
  draining: false,
  dueAt: null,
  spam: false,
  version: 1,
  ...part,
});

export const aStatus = (part: Partial<Availability> = {}): Availability => ({
  menu: true,
  available: false,
  idleSince: null,
  hoursOver: false,
  sound: true,
  version: 1,
  ...part,
});

export const aSession = (part: Partial<Session> = {}): Session => ({
  technician: { ...me, email: 'ada@msp.example', role: 'admin', language: null },
  account: { id: id(2), name: 'MSP' },
  permissions: ['request.work', 'profile.own', 'portal.manage'],
  mustSecure: false,
  version: 1,
  ...part,
});

export const aSecurity = (part: Partial<Security> = {}): Security => ({
  authenticatorApp: false,
  passkeys: [],
  recoveryCodes: 0,
  required: false,
  ...part,
});

export const aPasskey = (name: string, lastUsedAt: number | null = null): Security['passkeys'][number] => ({
  id: id(300),
  name,
  createdAt: Date.UTC(2026, 0, 5),
  lastUsedAt,
});

export const aSignIn = (number: number, part: Partial<SignedIn> = {}): SignedIn => ({
  id: id(400 + number),
  current: false,
  createdAt: Date.UTC(2026, 0, 5),
  lastUsedAt: Date.UTC(2026, 0, 6, 9),
  address: '192.0.2.7',
  agent: 'Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/140.0',
  ...part,
});

export const aSecondStep = (part: Partial<SecondStep> = {}): SecondStep => ({
  token: 't'.repeat(43),
  expiresAt: Date.UTC(2030, 0, 1),
  methods: ['totp', 'recovery'],
  passkey: null,
  ...part,
});

export const recoveryCodes = Array.from({ length: 10 }, (_, n) => `abcd${n}-efgh${n}`);
