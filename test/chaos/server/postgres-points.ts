import { Client } from 'pg';
import { reach } from './kill-points.ts';
import { storesMessage, traffic } from './traffic.ts';

/** Connections with a message stored in their open transaction. */
const carryMessage = new WeakSet<object>();

interface Query {
  text: string;
  values?: unknown[];
}
type Answer = Promise<{ rows?: unknown[] }>;

const { query } = Client.prototype as unknown as { query(this: object, ...given: unknown[]): unknown };

/** Before the statement leaves; answers what is to happen once its answer is there. */
const pass = (client: object, { text, values = [] }: Query): ((answer: Awaited<Answer>) => void) | null => {
  if (/^(begin|start transaction)/i.test(text)) {
    carryMessage.delete(client);
    if (traffic.isWaiting()) reach('before begin');
    return null;
  }
  if (/^commit/i.test(text)) {
    if (!carryMessage.delete(client)) return null;
    reach('before commit');
    return () => reach('after commit');
  }
  if (!storesMessage(text, values)) return null;
  return ({ rows }) => {
    // A repeat stores nothing, and answers no row.
    if (!rows?.length) return;
    carryMessage.add(client);
    reach('after insert');
  };
};

Client.prototype.query = function (this: object, ...given: unknown[]) {
  const [asked] = given as [string | Query];
  const then = pass(this, typeof asked === 'string' ? { text: asked } : asked);
  const answer = query.apply(this, given);
  if (!then) return answer;
  return (answer as Answer).then((result) => {
    then(result);
    return result;
  });
} as unknown as typeof Client.prototype.query;
