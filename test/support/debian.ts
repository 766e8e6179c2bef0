import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const run = (command: string, ...args: string[]): boolean =>
  spawnSync(command, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  }).status === 0;

/** One at a time on this machine: tests run side by side, and apt refuses the second. */
export const APT = ['flock', join(tmpdir(), 'support-portal-apt.lock'), 'apt-get'] as const;

/** Installs packages where this is Debian and we may; false where it is not, we may not, or it failed. */
export const installOnDebian = (...packages: string[]): boolean => {
  const file = '/etc/os-release';
  const isDebian = existsSync(file) && /^ID(_LIKE)?=.*debian/m.test(readFileSync(file, 'utf8'));
  return (
    isDebian &&
    process.getuid?.() === 0 &&
    run(...APT, 'update') &&
    run(...APT, '-o', 'Dpkg::Options::=--force-confold', 'install', '-y', ...packages)
  );
};
