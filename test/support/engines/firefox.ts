import assert from 'node:assert/strict';
import { launch, type Browser, type BrowserContext, type Page } from 'puppeteer-core';
import { DESKTOP } from '../browser.ts';
import { IN_PAGE, type Engine, type EnginePage, type Place } from './engine.ts';
import { onExit } from './on-exit.ts';

class FirefoxPage implements EnginePage {
  readonly browser: string;
  readonly #context: BrowserContext;
  readonly #page: Page;

  constructor(browser: string, context: BrowserContext, page: Page) {
    this.browser = browser;
    this.#context = context;
    this.#page = page;
  }

  async goTo(url: string): Promise<void> {
    await this.#page.goto(url);
  }

  async evaluate(place: Place, expression: string): Promise<unknown> {
    const [page, frame] = this.#page.frames();
    const where = place === 'page' ? page : frame;
    if (!where) throw new Error('The page has no frame.');
    return where.evaluate(expression);
  }

  click(x: number, y: number): Promise<void> {
    return this.#page.mouse.click(x, y);
  }

  type(text: string): Promise<void> {
    return this.#page.keyboard.type(text);
  }

  escape(): Promise<void> {
    return this.#page.keyboard.press('Escape');
  }

  close(): Promise<void> {
    return this.#context.close();
  }
}

/** The system's Firefox over WebDriver BiDi, in a profile of its own. */
export class Firefox implements Engine {
  readonly #browser: Browser;

  private constructor(browser: Browser) {
    this.#browser = browser;
  }

  static async start(): Promise<Firefox> {
    const executablePath = process.env.FIREFOX_PATH;
    assert.ok(executablePath, 'FIREFOX_PATH is not set: run the tests by `npm run test:engines`');
    // Signals are answered once for all engines; the profile goes with the browser.
    const signals = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false };
    const browser = await launch({
      browser: 'firefox',
      executablePath,
      defaultViewport: DESKTOP,
      ...signals,
    });
    onExit(() => browser.process()?.kill());
    return new Firefox(browser);
  }

  async open(url: string): Promise<EnginePage> {
    const context = await this.#browser.createBrowserContext();
    const page = await context.newPage();
    await page.evaluateOnNewDocument(IN_PAGE);
    await page.goto(url);
    return new FirefoxPage(await this.#browser.version(), context, page);
  }

  close(): Promise<void> {
    return this.#browser.close();
  }
}
