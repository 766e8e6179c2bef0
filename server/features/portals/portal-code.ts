import type { CommandOutput } from '#protocol/index';
import type { Pinned } from '../../platform/pinned.ts';
import type { Urls } from '../../platform/urls.ts';

type Output = CommandOutput<'portal:code'>;
type Codes = Output['csp'];
/** A way to put the portal into a website. */
export type Way = keyof Codes;

export const WAYS: readonly Way[] = ['popup', 'inline', 'launcher'];

const each = (value: (way: Way) => string): Codes => ({
  popup: value('popup'),
  inline: value('inline'),
  launcher: value('launcher'),
});

const stable = ({ embed }: Urls): string =>
  `<script type="module" src="${embed}/support-portal.js"></script>`;

/** `crossorigin`: browsers check only what they may read. */
const immutable = ({ embed }: Urls, { file, integrity }: Pinned): string =>
  `<script type="module" src="${embed}/${file}" integrity="${integrity}" crossorigin="anonymous"></script>`;

const codes = (urls: Urls, portalId: string, script: string): Codes =>
  each((way) =>
    way === 'popup'
      ? `<a href="${urls.embed}/p/${portalId}" target="_blank" data-support-portal>Support</a>\n${script}`
      : `<support-portal portal="${portalId}" mode="${way}"></support-portal>\n${script}`,
  );

const page = (body: string): string =>
  [
    '<!doctype html>',
    '<html lang="en">',
    '  <head><meta charset="utf-8" /><title>Example</title></head>',
    '  <body>',
    '    <h1>Our website</h1>',
    ...body.split('\n').map((line) => `    ${line}`),
    '  </body>',
    '</html>',
  ].join('\n');

/** With what a website's own policy must allow for a code to work; no inline style or script, no frame, no picture. */
export const embedPolicy = ({ embed }: Urls, way: Way): string =>
  way === 'popup'
    ? `script-src ${embed}`
    : `script-src ${embed}; connect-src ${embed} ${embed.replace(/^http/, 'ws')}`;

/**
 * What an admin pastes into a website (G17). Codes name the portal by its id and so survive a rename; the standalone
 * URL is the readable one. `pinned`: the same with a script that never changes and that the browser checks.
 */
export const portalCode = (
  urls: Urls,
  portal: { id: string; subdomain: string },
  pinned: Pinned | null,
): Output => {
  const url = `${urls.portal(portal.subdomain)}/`;
  const own = codes(urls, portal.id, stable(urls));
  const fixed = pinned && codes(urls, portal.id, immutable(urls, pinned));
  return {
    url,
    ...own,
    examples: { url: page(`<a href="${url}">Support</a>`), ...each((way) => page(own[way])) },
    pinned: fixed && {
      ...fixed,
      examples: each((way) => page(fixed[way])),
      previews: each((way) => `${url}preview/${way}?pinned`),
    },
    csp: each((way) => embedPolicy(urls, way)),
    previews: each((way) => `${url}preview/${way}`),
  };
};
