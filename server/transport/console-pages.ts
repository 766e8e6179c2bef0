import type { Request, Response } from 'express';
import { ROTATE_EVERY, rotateSession } from '../platform/sessions.ts';
import { textIn } from '../platform/texts.ts';
import { cookieToken } from './auth.ts';
import { setSessionCookie } from './http.ts';
import { bubbleSvg, COLOUR, languagesOf, sendPage } from './page.ts';
import type { PageParts } from './pages.ts';

const MANIFEST = '/console.webmanifest';
const ICON = '/console-icon.svg';
/** Switches at once: no other website may lead a technician there. */
const SWITCH = /^\/status\//;

/** What a phone or desktop installs the console by, with a shortcut for each state of the switch. */
const manifest = (request: Request): object => {
  const say = (key: Parameters<typeof textIn>[1]) => textIn(languagesOf(request), key);
  return {
    id: '/',
    name: say('console'),
    short_name: say('launcher'),
    start_url: '/requests/all',
    scope: '/',
    display: 'standalone',
    background_color: '#ffffff',
    theme_color: COLOUR,
    icons: [
      { src: ICON, sizes: 'any', type: 'image/svg+xml', purpose: 'any' },
      { src: ICON, sizes: 'any', type: 'image/svg+xml', purpose: 'maskable' },
    ],
    shortcuts: [
      { name: say('available'), url: '/status/available' },
      { name: say('unavailable'), url: '/status/unavailable' },
    ],
  };
};

/** The console's page, for every path of it. A token older than an hour is replaced on the way (contract S7). */
const page = async (
  { deps, authenticator }: PageParts,
  request: Request,
  response: Response,
): Promise<void> => {
  const session = await authenticator.sessionOf(['technician'], cookieToken(request.headers));
  const now = deps.clock.now();
  if (session && now - session.rotatedAt > ROTATE_EVERY)
    setSessionCookie(
      response,
      await deps.database.write((tx) => rotateSession(tx, deps.secrets, now, session.id)),
    );
  sendPage(request, response, {
    title: 'Support console',
    head: `<link rel="stylesheet" href="/assets/console.css" />
    <link rel="manifest" href="${MANIFEST}" />
    <script type="module" src="/assets/console.js"></script>`,
    body: '<support-console></support-console>',
    scripted: true,
    installable: true,
  });
};

/** Everything on the console's host that is no built file. */
export const consolePages =
  (parts: PageParts) =>
  async (request: Request, response: Response): Promise<void> => {
    const { path } = request;
    if (path === MANIFEST)
      response.set('Cache-Control', 'no-cache').type('application/manifest+json').json(manifest(request));
    else if (path === ICON)
      response.set('Cache-Control', 'public, max-age=86400').type('svg').send(bubbleSvg(COLOUR, true));
    else if (SWITCH.test(path) && !['none', 'same-origin'].includes(request.get('Sec-Fetch-Site') ?? ''))
      response.redirect(302, '/');
    else await page(parts, request, response);
  };
