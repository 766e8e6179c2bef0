import { deleteKey, findKey, insertKey } from '../../../server/features/contacts/identity-keys.store.ts';
import { putFailed } from '../contact-methods.ts';
import { newCommandId } from '../ids.ts';
import type { IdKind, Place, World } from './world.ts';

/** What is called last, because nobody is anybody afterwards. */
export const ENDING = new Set(['visitor:end', 'session:end']);

/** A record as that of a place, for a command that takes it away. */
export const copyOf = async ({ server }: World, { account, ids }: Place, kind: IdKind): Promise<string> => {
  const { database } = server.app.deps;
  const id = newCommandId();
  if (kind === 'notification')
    await putFailed(server, { id, account, requestId: ids.request, methodId: ids.method });
  else if (kind === 'block') {
    const block = await database.read
      .selectFrom('blocks')
      .selectAll()
      .where('id', '=', ids.block)
      .executeTakeFirstOrThrow();
    await database.write((tx) =>
      tx
        .insertInto('blocks')
        .values({ ...block, id, value: id })
        .execute(),
    );
  } else {
    const key = (await findKey(database.read, account, ids.key))!;
    await database.write((tx) => insertKey(tx, { ...key, id }));
  }
  return id;
};

export const takeAway = ({ server }: World, { account }: Place, id: string): Promise<void> =>
  server.app.deps.database.write(async (tx) => {
    await deleteKey(tx, account, id);
    await tx.deleteFrom('blocks').where('id', '=', id).execute();
    await tx.deleteFrom('jobs').where('id', '=', id).execute();
  });
