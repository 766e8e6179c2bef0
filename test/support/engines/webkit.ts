import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../free-port.ts';
import { IN_PAGE, type Engine, type EnginePage, type Place } from './engine.ts';
import { InjectingProxy } from './injecting-proxy.ts';
import { onExit } from './on-exit.ts';
import { ESCAPE, isReady, WebDriverSession } from './webdriver.ts';

class WebKitPage implements EnginePage {
  readonly browser: string;
  readonly #session: WebDriverSession;

  constructor(session: WebDriverSession) {
    this.#session = session;
    this.browser = `WebKitGTK ${session.browserVersion}`;
  }

  goTo(url: string): Promise<void> {
    return this.#session.goTo(url);
  }

  async evaluate(place: Place, expression: string): Promise<unknown> {
    await this.#session.switchTo(null);
    if (place === 'frame') await this.#session.switchTo(await this.#session.evaluate('inPage.frame()'));
    return this.#session.evaluate(expression);
  }

  async click(x: number, y: number): Promise<void> {
    await this.#session.switchTo(null);
    await this.#session.click(x, y);
  }

  type(text: string): Promise<void> {
    return this.#session.type(text);
  }

  escape(): Promise<void> {
    return this.#session.type(ESCAPE);
  }

  close(): Promise<void> {
    return this.#session.end();
  }
}

/** A virtual display; the server takes a number that is free. */
const startDisplay = async (): Promise<{ display: ChildProcess; name: string }> => {
  const program = process.env.XVFB_PATH;
  assert.ok(program, 'XVFB_PATH is not set: run the tests by `npm run test:engines`');
  const args = ['-displayfd', '1', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'];
  const display = spawn(program, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  const said = once(display.stdout as Readable, 'data').then(([chunk]) => String(chunk).trim());
  const name = await Promise.race([said, once(display, 'exit').then(() => undefined)]);
  assert.ok(name, 'Xvfb ended');
  return { display, name: `:${name}` };
};

const startDriver = async (
  display: string,
  folder: string,
): Promise<{ driver: ChildProcess; url: string }> => {
  const program = process.env.WEBKIT_DRIVER_PATH;
  assert.ok(program, 'WEBKIT_DRIVER_PATH is not set: run the tests by `npm run test:engines`');
  const port = await freePort();
  const driver = spawn(program, ['-p', String(port)], {
    cwd: folder,
    // Nothing of the person's own: neither files, nor a session bus (or one would be started and stay).
    env: {
      PATH: process.env.PATH,
      LANG: 'C.UTF-8',
      HOME: folder,
      TMPDIR: folder,
      XDG_RUNTIME_DIR: folder,
      DISPLAY: display,
      DBUS_SESSION_BUS_ADDRESS: 'disabled:',
      GSETTINGS_BACKEND: 'memory',
      NO_AT_BRIDGE: '1',
      // Its sandbox refuses to run as root.
      ...(process.getuid?.() === 0 && { WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' }),
    },
    stdio: 'ignore',
  });
  const url = `http://127.0.0.1:${port}`;
  while (!(await isReady(url))) {
    assert.equal(driver.exitCode, null, 'WebKitWebDriver ended');
    // Nothing tells when a foreign program listens.
    await pause(25);
  }
  return { driver, url };
};

const end = async (program: ChildProcess): Promise<void> => {
  if (program.exitCode === null && program.kill()) await once(program, 'exit');
};

/** The system's WebKitGTK in its own small browser, on a display of its own, driven by its WebKitWebDriver. */
export class WebKit implements Engine {
  readonly #folder: string;
  readonly #display: ChildProcess;
  readonly #driver: ChildProcess;
  readonly #url: string;
  readonly #proxy: InjectingProxy;

  private constructor(
    folder: string,
    display: ChildProcess,
    driver: ChildProcess,
    url: string,
    proxy: InjectingProxy,
  ) {
    this.#folder = folder;
    this.#display = display;
    this.#driver = driver;
    this.#url = url;
    this.#proxy = proxy;
  }

  static async start(): Promise<WebKit> {
    const folder = await mkdtemp(join(tmpdir(), 'support-portal-webkit-'));
    onExit(() => rmSync(folder, { recursive: true, force: true }));
    const { display, name } = await startDisplay();
    onExit(() => display.kill());
    const { driver, url } = await startDriver(name, folder);
    onExit(() => driver.kill());
    return new WebKit(folder, display, driver, url, await InjectingProxy.start(IN_PAGE));
  }

  async open(url: string): Promise<EnginePage> {
    const proxy = { proxyType: 'manual', httpProxy: this.#proxy.address };
    const session = await WebDriverSession.start(this.#url, { proxy });
    await session.goTo(url);
    return new WebKitPage(session);
  }

  async close(): Promise<void> {
    await end(this.#driver);
    await end(this.#display);
    await this.#proxy.close();
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
