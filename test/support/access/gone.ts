import { deleteKey, findKey, insertKey } from '../../../server/features/contacts/identity-keys.store.ts';
import { newCommandId } from '../ids.ts';
import type { Place, World } from './world.ts';

/** What is called last, because nobody is anybody afterwards. */
export const ENDING = new Set(['visitor:end', 'session:end']);

/** A key as that of a place, for a command that takes it away. */
export const copyOf = async ({ server }: World, { account, ids }: Place): Promise<string> => {
  const { database } = server.app.deps;
  const key = (await findKey(database.read, account, ids.key))!;
  const id = newCommandId();
  await database.write((tx) => insertKey(tx, { ...key, id }));
  return id;
};

export const takeAway = ({ server }: World, { account }: Place, id: string): Promise<void> =>
  server.app.deps.database.write((tx) => deleteKey(tx, account, id));
