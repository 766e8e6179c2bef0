import { arm, type Order } from './kill-points.ts';

// Preloaded into a server process (`NODE_OPTIONS=--import`): marks the points it can be killed at, loads the server's
// code, and only lets it start when told to, so that the next process is ready the moment the one before is dead.

await import(process.env.DATABASE_URL ? './postgres-points.ts' : './sqlite-points.ts');
await import('./socket-points.ts');
await import('../../../server/start.ts');

// No server outlives its run.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
await new Promise<void>((resolve) => {
  process.on('message', (order: Order) => (order.kind === 'go' ? resolve() : arm(order)));
});
