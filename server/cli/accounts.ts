import { email as emailField, name as nameField } from '#protocol/fields';
import {
  adminsOf,
  createAccount,
  disableAccount,
  enableAccount,
  endSetUp,
  listAccounts,
} from '../features/accounts/index.ts';
import { features } from '../features/index.ts';
import type { Changing } from '../features/feature.ts';
import { listAsks, planSummary } from '../features/plans/index.ts';
import { resetFactors } from '../features/sign-in/index.ts';
import { createLink, type LinkPurpose } from '../platform/links.ts';
import { StartError } from '../platform/start-error.ts';
import { operate, recordOperation } from '../transport/operate.ts';
import { table, when, type Answer, type Command } from './command.ts';
import { accountOf } from './find.ts';

const list: Command = {
  name: 'account list',
  summary: 'List the accounts; --asks: only those that asked for something they are not allowed.',
  options: { asks: { type: 'boolean' } },
  run: async (tools, { options }) => {
    const { read } = (await tools.open()).database;
    const asks = await listAsks(read);
    const data = [];
    for (const account of await listAccounts(read)) {
      const { plan, flags } = await planSummary(read, account.id);
      data.push({
        id: account.id,
        name: account.name,
        state: account.disabled_at === null ? 'active' : `disabled since ${when(account.disabled_at)}`,
        plan,
        flags,
        asks: asks.filter((ask) => ask.account === account.id).map(({ flag }) => flag),
      });
    }
    const rows = options.asks ? data.filter((account) => account.asks.length > 0) : data;
    return { lines: table(rows, options.asks ? 'Nobody asks for anything.' : 'No account yet.'), data: rows };
  },
};

/** A value as the protocol takes it, so that no door is wider than the others. */
const checked = (field: typeof nameField | typeof emailField, value: string, what: string): string => {
  if (field.safeParse(value).success) return value;
  throw new StartError(`"${value}" is no ${what}.`, 64);
};

/** A link with which somebody sets their password, once. In the fragment: it reaches no server, log or referrer. */
const passwordLink = async (
  { db, deps, now }: Pick<Changing, 'db' | 'deps' | 'now'>,
  purpose: Extract<LinkPurpose, 'invitation' | 'reset'>,
  person: { account: string; technicianId: string },
) => {
  const { token, expiresAt } = await createLink(db, deps.secrets, now, { purpose, ...person });
  return { url: `${deps.urls.console}/invitation#${token}`, expiresAt };
};

const sayLink = (who: string, link: { url: string; expiresAt: number }): string[] => [
  `With this link ${who} sets a password, once, until ${when(link.expiresAt)}:`,
  `  ${link.url}`,
];

const create: Command = {
  name: 'account create',
  args: ['name', 'email'],
  summary: 'Create an account, its own company and its admin, who gets a one-time link.',
  options: { admin: { type: 'string' } },
  run: async (tools, { args: [name, email], options }) => {
    const account = checked(nameField, name!, 'name');
    const address = checked(emailField, email!, 'e-mail address');
    const person = checked(nameField, String(options.admin ?? address), 'name');
    const deps = await tools.open({ create: true });
    const made = await operate(deps, features, null, async (context) => {
      const ids = await createAccount(context.db, context.now, {
        account,
        name: person,
        email: address,
        passwordHash: null,
      });
      await endSetUp(context.db, context.now);
      await recordOperation(context, {
        account: ids.account,
        command: 'account:create',
        input: { account, name: person, email: address },
      });
      return { account: ids.account, link: await passwordLink(context, 'invitation', ids) };
    });
    return {
      lines: [`Account "${account}" is made: ${made.account}`, ...sayLink(address, made.link)],
      data: made,
    };
  },
};

const adminLink: Command = {
  name: 'admin link',
  args: ['account', 'email?'],
  summary:
    'Make a one-time link with which an admin sets a new password; it ends their sessions when used. --reset-second-factor: takes their second factor away at once.',
  options: { 'reset-second-factor': { type: 'boolean' } },
  run: async (tools, { args: [reference, email], options }) => {
    const deps = await tools.open();
    const account = await accountOf(deps.database.read, reference!);
    const all = await adminsOf(deps.database.read, account.id);
    const meant =
      email === undefined ? all : all.filter((admin) => admin.email.toLowerCase() === email.toLowerCase());
    const [admin, ...more] = meant;
    if (!admin || more.length > 0)
      throw new StartError(
        admin
          ? `"${account.name}" has several admins: give one of ${all.map((one) => one.email).join(', ')}.`
          : `"${account.name}" has no active admin${email === undefined ? '' : ` ${email}`}.`,
        66,
      );
    const person = { account: account.id, technicianId: admin.id };
    const operation = {
      account: account.id,
      command: 'technician:renew-link',
      input: { technicianId: admin.id },
    };
    const resets = options['reset-second-factor'] === true;
    const link = await operate(deps, features, operation, async (context) => {
      if (resets) {
        await resetFactors(context, admin);
        await recordOperation(context, { ...operation, command: 'technician:reset-second-factor' });
      }
      return passwordLink(context, admin.password_hash === null ? 'invitation' : 'reset', person);
    });
    const gone = `${admin.email} is signed out everywhere and has no second factor.`;
    return {
      lines: [...(resets ? [gone] : []), ...sayLink(admin.email, link)],
      data: { account: account.id, email: admin.email, secondFactorReset: resets, link },
    };
  },
};

/** Closing and opening differ in one word. */
const switching = (verb: 'disable' | 'enable', summary: string): Command => ({
  name: `account ${verb}`,
  args: ['account'],
  summary,
  run: async (tools, { args: [reference] }): Promise<Answer> => {
    const deps = await tools.open();
    const account = await accountOf(deps.database.read, reference!);
    const change = verb === 'disable' ? disableAccount : enableAccount;
    const changed = await operate(deps, features, null, async ({ db, now, emit }) => {
      const events = await change(db, now, account.id);
      events.forEach(emit);
      return events.length > 0;
    });
    const state = `${verb}d`;
    return {
      lines: [`Account "${account.name}" ${changed ? 'is' : 'was already'} ${state}.`],
      data: { account: account.id, state, changed },
    };
  },
});

export const accountCommands: readonly Command[] = [
  list,
  create,
  switching('disable', 'Close an account: everybody is signed out within a second, nothing is deleted.'),
  switching('enable', 'Open a closed account again.'),
  adminLink,
];
