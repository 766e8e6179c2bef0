import { expect } from '@open-wc/testing';
import { Rest } from '../../../widget/transport/rest.ts';
import { portalId, portalView } from '../support/samples.ts';

describe('commands over HTTP', () => {
  const original = globalThis.fetch;
  let requests: { url: string; init: RequestInit }[];
  let answers: (() => Response | Promise<Response>)[];

  const rest = new Rest({ origin: 'https://server.example' });
  const json = (body: object) => (): Response => Response.json(body);
  const header = (name: string): string | null => new Headers(requests.at(-1)!.init.headers).get(name);

  beforeEach(() => {
    requests = [];
    answers = [json({ ok: true, data: portalView() })];
    globalThis.fetch = async (url, init = {}) => {
      requests.push({ url: String(url), init });
      return (answers.length > 1 ? answers.shift()! : answers[0]!)();
    };
  });
  afterEach(() => {
    globalThis.fetch = original;
  });

  it('reads with GET, with what has no place in the path as query', async () => {
    const result = await rest.call('portal:view', { portalId, version: 3 });
    expect(result).to.deep.equal({ ok: true, data: portalView() });
    expect(requests[0]!.url).to.equal(`https://server.example/api/portals/${portalId}/view?version=3`);
    expect(requests[0]!.init.method).to.equal(undefined);
  });

  it('posts everything else by name, with its command id', async () => {
    await rest.call('session:end', {}, { commandId: 'one' });
    expect(requests[0]!.url).to.equal('https://server.example/api/commands/session:end');
    expect(requests[0]!.init.method).to.equal('POST');
    expect(JSON.parse(String(requests[0]!.init.body))).to.deep.equal({ commandId: 'one' });
  });

  it('[W7] sends cookies to its own origin alone, and a token only where there is one', async () => {
    await rest.call('portal:view', { portalId });
    expect(requests[0]!.init.credentials).to.equal('same-origin');
    expect(header('Authorization')).to.equal(null);
    await new Rest({ origin: '', token: () => 'secret' }).call('portal:view', { portalId });
    expect(header('Authorization')).to.equal('Bearer secret');
  });

  it('[R1] repeats a passing failure with the same command id', async () => {
    answers = [json({ ok: false, error: { code: 'busy', retry: true } }), json({ ok: true, data: {} })];
    expect((await rest.call('session:end', {})).ok).to.equal(true);
    expect(requests.length).to.equal(2);
    expect(requests[1]!.init.body).to.equal(requests[0]!.init.body);
  });

  it('[R7] does not repeat a final one', async () => {
    answers = [json({ ok: false, error: { code: 'unauthenticated', retry: false } })];
    const result = await rest.call('session:get', {});
    expect(result.ok).to.equal(false);
    expect(requests.length).to.equal(1);
  });

  it('takes a page that is not the server’s for not having reached it', async () => {
    answers = [() => new Response('<h1>Bad gateway</h1>', { status: 502 })];
    const result = await rest.call('session:get', {}, { patience: 0 });
    expect(result).to.deep.equal({ ok: false, error: { code: 'unreachable', retry: true } });
  });
});
