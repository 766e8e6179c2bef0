import type { CommandOutput } from '#protocol/index';
import type { Urls } from '../../platform/urls.ts';

/**
 * What an admin pastes into a website (G17). Codes name the portal by its id and so survive a rename; the standalone
 * URL is the readable one.
 */
export const portalCode = (
  urls: Urls,
  portal: { id: string; subdomain: string },
): CommandOutput<'portal:code'> => {
  const url = `${urls.portal(portal.subdomain)}/`;
  const script = `<script type="module" src="${urls.embed}/support-portal.js"></script>`;
  const element = (mode: string) => `<support-portal portal="${portal.id}" mode="${mode}"></support-portal>`;
  const popup = `<a href="${urls.embed}/p/${portal.id}" target="_blank" data-support-portal>Support</a>\n${script}`;
  const inline = `${element('inline')}\n${script}`;
  const launcher = `${element('launcher')}\n${script}`;
  const page = (body: string) =>
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
  return {
    url,
    popup,
    inline,
    launcher,
    examples: {
      url: page(`<a href="${url}">Support</a>`),
      popup: page(popup),
      inline: page(inline),
      launcher: page(launcher),
    },
  };
};
