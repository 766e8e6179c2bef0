/** What a policy has to name: where the widget comes from, and the number used once that the page's scripts carry. */
export interface Parts {
  /** Origin of the embed host. */
  embed: string;
  /** Origin of the portal's own pages. */
  portal: string;
  nonce: string;
}

const csp = (...directives: string[]) => ({ 'Content-Security-Policy': directives.join('; ') });

/** What the widget talks to: its own server, over HTTP and WebSocket. */
const connect = ({ embed }: Parts): string => `connect-src ${embed} ${embed.replace(/^http/, 'ws')}`;

/** A page that allows nothing but its own stylesheet and what the widget needs. */
const strict = (parts: Parts, ...scripts: string[]) =>
  csp(
    "default-src 'none'",
    ...scripts,
    connect(parts),
    "style-src 'self'",
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  );

const nonce = (parts: Parts) => `script-src 'nonce-${parts.nonce}'`;
const plain = ({ embed }: Parts) => `script-src ${embed}`;
const TRUSTED_TYPES = "require-trusted-types-for 'script'";

/** The headers of the example pages that show a policy of their own; every other page has the common one. */
const POLICIES: Record<string, (parts: Parts) => Record<string, string>> = {
  'policy-nonce.html': (parts) => strict(parts, nonce(parts)),
  'policy-trusted-types.html': (parts) =>
    strict(parts, nonce(parts), TRUSTED_TYPES, 'trusted-types lit-html'),
  'framed.html': (parts) => strict(parts, plain(parts), `frame-src ${parts.portal}`),
  'signed-in.html': (parts) =>
    csp(
      "default-src 'none'",
      `script-src 'self' ${parts.embed}`,
      `${connect(parts)} 'self'`,
      "style-src 'self'",
      'img-src data:',
      `frame-src ${parts.portal}`,
    ),
  'policy-no-trusted-types.html': (parts) =>
    strict(parts, nonce(parts), TRUSTED_TYPES, "trusted-types 'none'", `frame-src ${parts.portal}`),
  'policy-strict-dynamic.html': (parts) => strict(parts, `${nonce(parts)} 'strict-dynamic'`),
  'policy-isolated.html': (parts) => ({
    ...strict(parts, plain(parts)),
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
  }),
  'policy-credentialless.html': (parts) => ({
    ...strict(parts, plain(parts)),
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'credentialless',
  }),
};

/** The policy headers of a page. */
export const policyOf = (page: string, parts: Parts): Record<string, string> =>
  POLICIES[page]?.(parts) ??
  csp(
    "default-src 'self'",
    `script-src 'self' ${parts.embed}`,
    "style-src 'self'",
    connect(parts),
    "img-src 'self' data:",
  );
