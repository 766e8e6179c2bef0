/** A process of its own that holds a database's write lock: `node hold-lock.ts <file> <milliseconds>`. */
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';

const [file, milliseconds] = process.argv.slice(2);
const database = new DatabaseSync(file!, { timeout: 5000 });
database.exec('BEGIN IMMEDIATE');
process.stdout.write('held\n');
await sleep(Number(milliseconds));
database.exec('COMMIT');
database.close();
