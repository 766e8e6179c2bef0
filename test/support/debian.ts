import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

const run = (command: string, ...args: string[]): boolean =>
  spawnSync(command, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  }).status === 0;

/** Installs packages where this is Debian and we may; false where it is not, we may not, or it failed. */
export const installOnDebian = (...packages: string[]): boolean => {
  const file = '/etc/os-release';
  const isDebian = existsSync(file) && /^ID(_LIKE)?=.*debian/m.test(readFileSync(file, 'utf8'));
  return (
    isDebian &&
    process.getuid?.() === 0 &&
    run('apt-get', 'update') &&
    run('apt-get', '-o', 'Dpkg::Options::=--force-confold', 'install', '-y', ...packages)
  );
};
