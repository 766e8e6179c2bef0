import { newCommandId } from './ids.ts';
import type { TestServer } from './test-server.ts';

/** Somebody is blocked who asks for nothing in the test. */
export const putBlock = async (
  { app, clock }: TestServer,
  block: { id: string; account: string; company_id: string; request_id: string; technician_id: string },
): Promise<void> => {
  const row = {
    ...block,
    kind: 'customer',
    value: newCommandId(),
    created_at: clock.now(),
    expires_at: null,
  };
  await app.deps.database.write((tx) => tx.insertInto('blocks').values(row).execute());
};
