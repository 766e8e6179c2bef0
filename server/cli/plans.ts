import { FEATURE_FLAGS, type FeatureFlag } from '#protocol/feature-flags';
import { features } from '../features/index.ts';
import {
  changeFlag,
  definePlan,
  givePlan,
  listAsks,
  listPlans,
  planExists,
  planSummary,
} from '../features/plans/index.ts';
import { StartError } from '../platform/start-error.ts';
import { operate } from '../transport/operate.ts';
import { table, when, type Command } from './command.ts';
import { accountOf, flagOf } from './find.ts';

/** A word in commands: what needs no quotes. */
const PLAN_NAME = /^[a-z0-9][a-z0-9-]{0,39}$/;

const listOfPlans: Command = {
  name: 'plan list',
  summary: 'List the plans with their flags and how many accounts are on them.',
  run: async (tools) => {
    const data = await listPlans((await tools.open()).database.read);
    return { lines: table(data, 'No plan yet.'), data };
  },
};

const setPlan: Command = {
  name: 'plan set',
  args: ['plan', 'flags*'],
  summary: 'Make a plan, or give it exactly these flags; every account on it follows.',
  run: async (tools, { args: [name, ...given] }) => {
    if (!PLAN_NAME.test(name!))
      throw new StartError(`"${name}" is no name of a plan: small letters, digits and hyphens.`, 64);
    const flags = [...new Set(given.map(flagOf))];
    const deps = await tools.open();
    const operation = { account: null, command: 'plan:set', input: { plan: name, flags } };
    await operate(deps, features, operation, (context) => definePlan(context, name!, flags));
    return { lines: [`Plan "${name}": ${flags.join(', ') || 'no flags'}.`], data: { name, flags } };
  },
};

const give: Command = {
  name: 'plan give',
  args: ['account', 'plan?'],
  summary: 'Put an account on a plan; without one, on none.',
  run: async (tools, { args: [reference, plan = null] }) => {
    const deps = await tools.open();
    const { read } = deps.database;
    const account = await accountOf(read, reference!);
    if (plan !== null && !(await planExists(read, plan)))
      throw new StartError(`There is no plan "${plan}"; "plan list" shows them.`, 66);
    const operation = { account: account.id, command: 'plan:give', input: { plan } };
    await operate(deps, features, operation, (context) => givePlan(context, account.id, plan));
    const summary = await planSummary(read, account.id);
    return {
      lines: [`Account "${account.name}" is on ${plan === null ? 'no plan' : `plan "${plan}"`}.`],
      data: { account: account.id, ...summary },
    };
  },
};

const flagList: Command = {
  name: 'flag list',
  args: ['account?'],
  summary: 'List the flags there are; with an account, which of them it is allowed.',
  run: async (tools, { args: [reference] }) => {
    let allowed: readonly FeatureFlag[] | undefined;
    if (reference !== undefined) {
      const { read } = (await tools.open()).database;
      allowed = (await planSummary(read, (await accountOf(read, reference)).id)).flags;
    }
    const data = Object.entries(FEATURE_FLAGS).map(([flag, meaning]) => ({
      flag,
      ...(allowed && { allowed: allowed.includes(flag as FeatureFlag) ? 'yes' : 'no' }),
      meaning,
    }));
    return { lines: table(data, ''), data };
  },
};

const flagSwitch = (word: 'on' | 'off' | 'reset', summary: string): Command => ({
  name: `flag ${word}`,
  args: ['account', 'flag'],
  summary,
  run: async (tools, { args: [reference, name] }) => {
    const flag = flagOf(name!);
    const deps = await tools.open();
    const account = await accountOf(deps.database.read, reference!);
    const allowed = word === 'reset' ? null : word === 'on';
    const operation = { account: account.id, command: 'flag:set', input: { flag, allowed } };
    await operate(deps, features, operation, (context) => changeFlag(context, account.id, flag, allowed));
    const { flags } = await planSummary(deps.database.read, account.id);
    const isOn = flags.includes(flag);
    return {
      lines: [`"${flag}" is ${isOn ? 'on' : 'off'} for account "${account.name}".`],
      data: { account: account.id, flag, allowed: isOn },
    };
  },
});

const askList: Command = {
  name: 'ask list',
  summary: 'List what admins asked for and are not allowed, oldest first.',
  run: async (tools) => {
    const data = (await listAsks((await tools.open()).database.read)).map((ask) => ({
      account: ask.account,
      name: ask.name,
      flag: ask.flag,
      'asked by': ask.askedBy,
      at: when(ask.askedAt),
    }));
    return { lines: table(data, 'Nobody asks for anything.'), data };
  },
};

export const planCommands: readonly Command[] = [
  listOfPlans,
  setPlan,
  give,
  flagList,
  flagSwitch('on', 'Allow an account something, whatever its plan says.'),
  flagSwitch('off', 'Do not allow it, whatever its plan says.'),
  flagSwitch('reset', 'Let the account’s plan decide again.'),
  askList,
];
