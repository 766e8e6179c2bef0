import type { App } from '../../server/app.ts';
import { features } from '../../server/features/index.ts';
import type { Changing } from '../../server/features/feature.ts';
import { operate as run } from '../../server/transport/operate.ts';

/** What the operator's commands do, beside a server of the same process. */
export const operate = <T>(
  { deps }: App,
  command: string,
  input: { account?: string },
  change: (context: Changing) => Promise<T>,
): Promise<T> => run(deps, features, { command, input, account: input.account ?? null }, change);
