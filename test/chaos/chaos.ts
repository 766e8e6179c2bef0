import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { makePlan } from './plan.ts';
import { run } from './run.ts';
const { values } = parseArgs({ options: { kills: { type: 'string', default: '6' }, database: {type:'string', default:'sqlite'}, servers: {type:'string', default:'1'}, seed: {type:'string'} } });
const seed = values.seed ? Number(values.seed) : randomInt(2 ** 31);
const o = await run({ database: values.database as 'sqlite', servers: Number(values.servers), plan: makePlan({ seed, kills: Number(values.kills), servers: Number(values.servers), customers: 6, technicians: 2 }) });
console.log(o);
