import { spawnSync } from 'node:child_process';
import { installOnDebian } from './debian.ts';
import { findProgram } from './find-program.ts';

// Runs a command with FIREFOX_PATH, WEBKIT_DRIVER_PATH and XVFB_PATH set to what is on this machine:
// `node with-engines.ts <command…>`.

interface Program {
  variable: string;
  names: string[];
  debian: string;
  usual?: string[];
  /** What it is, for people who have to install it themselves. */
  what: string;
}

const PROGRAMS: Program[] = [
  {
    variable: 'FIREFOX_PATH',
    names: ['firefox-esr', 'firefox'],
    usual: ['/Applications/Firefox.app/Contents/MacOS/firefox'],
    debian: 'firefox-esr',
    what: 'Firefox',
  },
  {
    variable: 'WEBKIT_DRIVER_PATH',
    names: ['WebKitWebDriver'],
    debian: 'webkit2gtk-driver',
    what: 'WebKitGTK with its WebKitWebDriver',
  },
  // WebKitGTK has no mode without a display.
  { variable: 'XVFB_PATH', names: ['Xvfb'], debian: 'xvfb', what: 'Xvfb' },
];

const find = ({ variable, names, usual }: Program): string | undefined =>
  findProgram(process.env[variable], names, usual);

/** What is to be installed by hand. */
const missing = (): Program[] => {
  const lacking = () => PROGRAMS.filter((program) => !find(program));
  const packages = lacking().map(({ debian }) => debian);
  if (packages.length > 0) installOnDebian(...packages);
  return lacking();
};

const lacking = missing();
const [command, ...args] = process.argv.slice(2);
if (lacking.length > 0) {
  const list = lacking.map(({ what, variable }) => `${what} (or set ${variable} to it)`).join(', ');
  process.stderr.write(`Browsers to test in are missing: install ${list}.\n`);
  process.exitCode = 1;
} else if (!command) {
  process.stderr.write('Usage: node test/support/with-engines.ts <command…>\n');
  process.exitCode = 2;
} else {
  for (const program of PROGRAMS) process.env[program.variable] = find(program);
  process.exitCode = spawnSync(command, args, { stdio: 'inherit', env: process.env }).status ?? 1;
}
