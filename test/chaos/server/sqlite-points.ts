import { DatabaseSync, StatementSync } from 'node:sqlite';
import { reach } from './kill-points.ts';
import { storesMessage, traffic } from './traffic.ts';

/** Whether a message was stored in the transaction that is open; there is one writer. */
let carriesMessage = false;

const around = <T>(sql: string, values: readonly unknown[], run: () => T): T => {
  if (/^begin immediate/i.test(sql)) {
    carriesMessage = false;
    if (traffic.isWaiting()) reach('before begin');
    return run();
  }
  if (/^commit/i.test(sql)) {
    if (!carriesMessage) return run();
    reach('before commit');
    const result = run();
    // In the same breath as the commit: whatever the product does before it answers comes after this.
    carriesMessage = false;
    reach('after commit');
    return result;
  }
  const result = run();
  // A repeat stores nothing, and answers no row.
  if (storesMessage(sql, values) && Array.isArray(result) && result.length > 0) {
    carriesMessage = true;
    reach('after insert');
  }
  return result;
};

const { exec } = DatabaseSync.prototype;
DatabaseSync.prototype.exec = function (sql) {
  return around(sql, [], () => exec.call(this, sql));
};

type Run = (this: StatementSync, ...values: unknown[]) => unknown;
const statements = StatementSync.prototype as unknown as Record<'all' | 'run', Run>;
for (const name of ['all', 'run'] as const) {
  const original = statements[name];
  statements[name] = function (...values) {
    return around(this.sourceSQL, values, () => original.apply(this, values));
  };
}
