/** How the protocol writes keys that are no letters. */
const ENTER = '\uE007';
export const ESCAPE = '\uE00C';

const call = async (method: 'GET' | 'POST' | 'DELETE', url: string, body?: object): Promise<unknown> => {
  const response = await fetch(url, { method, ...(body && { body: JSON.stringify(body) }) });
  const { value } = (await response.json()) as { value: unknown };
  if (response.ok) return value;
  const { error, message } = value as { error: string; message: string };
  throw new Error(`${error}: ${message}`);
};

/** Whether a driver takes sessions. */
export const isReady = (driver: string): Promise<boolean> =>
  call('GET', `${driver}/status`).then(
    (value) => (value as { ready: boolean }).ready,
    () => false,
  );

/** A browser driven by the W3C's WebDriver protocol: as much of it as is used here. */
export class WebDriverSession {
  readonly browserVersion: string;
  readonly #url: string;

  private constructor(url: string, browserVersion: string) {
    this.#url = url;
    this.browserVersion = browserVersion;
  }

  static async start(driver: string, capabilities: object): Promise<WebDriverSession> {
    const answer = await call('POST', `${driver}/session`, { capabilities: { alwaysMatch: capabilities } });
    const given = answer as { sessionId: string; capabilities: { browserVersion: string } };
    return new WebDriverSession(`${driver}/session/${given.sessionId}`, given.capabilities.browserVersion);
  }

  async goTo(url: string): Promise<void> {
    await call('POST', `${this.#url}/url`, { url });
  }

  /** The value of an expression, where scripts run now. */
  evaluate(expression: string): Promise<unknown> {
    return call('POST', `${this.#url}/execute/sync`, { script: `return ${expression}`, args: [] });
  }

  /** Scripts run there from now on: in that frame (an element an expression gave), or in the page. */
  async switchTo(frame: unknown): Promise<void> {
    await call('POST', `${this.#url}/frame`, { id: frame });
  }

  /** Presses the left button at a point of the window. */
  click(x: number, y: number): Promise<void> {
    const move = { type: 'pointerMove', x, y, duration: 0, origin: 'viewport' };
    return this.#act('pointer', [move, { type: 'pointerDown', button: 0 }, { type: 'pointerUp', button: 0 }]);
  }

  /** Presses the keys of a text, one after the other. */
  type(text: string): Promise<void> {
    const keys = [...text.replaceAll('\n', ENTER)];
    return this.#act(
      'key',
      keys.flatMap((value) => [
        { type: 'keyDown', value },
        { type: 'keyUp', value },
      ]),
    );
  }

  async #act(type: string, actions: object[]): Promise<void> {
    await call('POST', `${this.#url}/actions`, { actions: [{ id: type, type, actions }] });
  }

  async end(): Promise<void> {
    await call('DELETE', this.#url);
  }
}
