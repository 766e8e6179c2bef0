import { spawnSync } from 'node:child_process';
import { installOnDebian } from './debian.ts';
import { findProgram } from './find-program.ts';

// Runs a command with CHROME_PATH set to a Chromium on this machine: `node with-browser.ts <command…>`.

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const APPLICATIONS = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];

const find = (): string | undefined => findProgram(process.env.CHROME_PATH, NAMES, APPLICATIONS);

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
