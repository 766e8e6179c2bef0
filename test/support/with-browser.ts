import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installOnDebian } from './debian.ts';

// Runs a command with CHROME_PATH set to a Chromium on this machine: `node with-browser.ts <command…>`.

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const APPLICATIONS = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];

const isExecutable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

const find = (): string | undefined => {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [process.env.CHROME_PATH ?? '', ...candidates, ...APPLICATIONS].find(
    (path) => path && isExecutable(path),
  );
};

const run = (command: string, ...args: string[]): number =>
  spawnSync(command, args, { stdio: 'inherit', env: process.env }).status ?? 1;

/** Debian packages Chromium itself; elsewhere people install it their own way. */
const install = (): string | undefined => (installOnDebian('chromium') ? find() : undefined);

const browser = find() ?? install();
const [command, ...args] = process.argv.slice(2);
if (!browser) {
  process.stderr.write('No Chromium found: install Chromium or Chrome, or set CHROME_PATH to it.\n');
  process.exitCode = 1;
} else if (!command) {
  process.stderr.write('Usage: node test/support/with-browser.ts <command…>\n');
  process.exitCode = 2;
} else {
  process.env.CHROME_PATH = browser;
  process.exitCode = run(command, ...args);
}
