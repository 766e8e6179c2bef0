import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { createWebsite } from '../../server/demo/website.ts';
import { websiteKey } from './identity.ts';
import { PASSWORD, TestServer, type SeededAccount } from './test-server.ts';

const EXAMPLES = join(import.meta.dirname, '..', '..', 'examples');

export const DESKTOP = { width: 1280, height: 800 };
export const PHONE = { width: 320, height: 640 };

const FLAGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The system's Chromium; `without` takes away flags that Playwright starts it with by itself. */
export const launch = (without: string[] = []): Promise<Browser> => {
  const executablePath = process.env.CHROME_PATH;
  assert.ok(executablePath, 'CHROME_PATH is not set: run the tests by `npm run test:browser`');
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath, args: [...FLAGS, ...asRoot], ignoreDefaultArgs: without });
};

/** A customer asks in a portal where somebody is Available. */
export const startChat = async (portal: Page, name: string): Promise<void> => {
  await portal.getByLabel('Your name').fill(name);
  await portal.getByLabel('What can we do for you?').fill(`This is ${name}`);
  await portal.getByRole('button', { name: 'Start chat' }).click();
};

export interface Opened {
  viewport?: { width: number; height: number };
  locale?: string;
  colorScheme?: 'light' | 'dark';
}

/**
 * A server with the built widget, a client's website on another origin that embeds a portal, and a Chromium, which
 * starts with the first page.
 */
export class Stage {
  readonly server: TestServer;
  readonly account: SeededAccount;
  readonly portal: { companyId: string; portalId: string; subdomain: string };
  /** Origin of the client's website. */
  readonly website: string;
  /** What pages said that nobody should ever see: errors, refused scripts, broken policies. */
  readonly complaints: string[] = [];
  #sites: Server[];
  #browser: Promise<Browser> | undefined;

  private constructor(parts: Pick<Stage, 'server' | 'account' | 'portal' | 'website'>, site: Server) {
    this.server = parts.server;
    this.account = parts.account;
    this.portal = parts.portal;
    this.website = parts.website;
    this.#sites = [site];
  }

  static async open(options: Parameters<typeof TestServer.start>[0] = {}): Promise<Stage> {
    const server = await TestServer.start(options);
    const account = await server.seedAccount();
    const portal = await server.portal(account.admin, 'harbour');
    const { urls } = server.app.deps;
    const values = {
      embed: urls.embed,
      portal: portal.portalId,
      second: portal.portalId,
      url: `${urls.portal('harbour')}/`,
      key: await websiteKey(account.admin, portal),
    };
    const site = createWebsite(EXAMPLES, values, () => server.clock.now()).listen(0, '127.0.0.1');
    await once(site, 'listening');
    const website = `http://localhost:${(site.address() as AddressInfo).port}`;
    const { portals } = await account.admin.must('portal:list', {});
    const { id, version } = portals[0]!;
    await account.admin.must('portal:update', { portalId: id, version, origins: [website] });
    return new Stage({ server, account, portal, website }, site);
  }

  async close(): Promise<void> {
    await (await this.#browser)?.close();
    for (const site of this.#sites) site.close();
    await this.server.close();
  }

  /** Where each way of publishing lives. */
  url(way: 'standalone' | 'inline' | 'launcher' | 'popup'): string {
    return way === 'standalone'
      ? `${this.server.app.deps.urls.portal('harbour')}/`
      : `${this.website}/${way}.html`;
  }

  /** A website of its own origin with this pasted into its only page; answers the origin. */
  async websiteWith(body: string, headers: Record<string, string> = {}): Promise<string> {
    const page = `<!doctype html><html lang="en"><head><meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"></head><body><h1>Ours</h1>${body}</body></html>`;
    const site = createServer((_request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', ...headers }).end(page);
    }).listen(0, '127.0.0.1');
    await once(site, 'listening');
    this.#sites.push(site);
    return `http://localhost:${(site.address() as AddressInfo).port}`;
  }

  /** Lists one more website that may embed the portal. */
  async allow(origin: string): Promise<void> {
    const { portals } = await this.account.admin.must('portal:list', {});
    const { id, version, origins } = portals[0]!;
    await this.account.admin.must('portal:update', { portalId: id, version, origins: [...origins, origin] });
  }

  async context({
    viewport = DESKTOP,
    locale = 'en-GB',
    colorScheme = 'light',
  }: Opened = {}): Promise<BrowserContext> {
    this.#browser ??= launch();
    return (await this.#browser).newContext({ viewport, locale, colorScheme, reducedMotion: 'reduce' });
  }

  /** A page whose complaints are remembered. */
  async page(context: BrowserContext): Promise<Page> {
    context.setDefaultTimeout(8000);
    const page = await context.newPage();
    this.watch(page);
    return page;
  }

  watch(page: Page): void {
    page.on('pageerror', (error) => this.complaints.push(`${page.url()}: ${error.message}`));
    page.on('console', (message) => {
      // A refused sign-in or an expired session is an answer, which Chromium reports as a failed load.
      if (message.type() !== 'error' || message.text().includes('status of 401')) return;
      this.complaints.push(`${page.url()}: ${message.text()}`);
    });
  }

  /** Somebody new on one of the ways into the portal. */
  async visitor(way: 'standalone' | 'inline' | 'launcher', opened: Opened = {}): Promise<Page> {
    const page = await this.page(await this.context(opened));
    await page.goto(this.url(way));
    return page;
  }

  /** The console of somebody with this address, signed in by hand. */
  async console(email: string, opened: Opened = {}): Promise<Page> {
    const page = await this.page(await this.context(opened));
    await page.goto(`${this.server.consoleOrigin}/`);
    await page.getByLabel('E-mail address').fill(email);
    await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Support requests', exact: true }).waitFor();
    return page;
  }
}
