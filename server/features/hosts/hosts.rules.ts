import type { IssueCode } from '#protocol/errors';

/** Labels that mean something else, now or soon, or that would pass for the deployment itself. */
const RESERVED = new Set(
  (
    'www api console embed app admin administrator portal portals support help helpdesk desk status static assets ' +
    'cdn files mail email smtp imap pop pop3 mx ns ns1 ns2 dns ftp ssh vpn git blog docs doc login signin signup ' +
    'auth account accounts sso oauth id identity billing pay root system internal intern test dev staging demo ' +
    'localhost local example invalid webmaster postmaster hostmaster abuse security noc info web socket ws wss'
  ).split(' '),
);

/** Why a label cannot be had by anybody, or `null`. Its form is the schema's business. */
export const refusalOf = (label: string): IssueCode | null => {
  // Punycode would let a name look like another.
  if (label.startsWith('xn--')) return 'invalid';
  // Room for a DNS name under the longest base domain (253 in all).
  if (label.length < 2) return 'too_short';
  return RESERVED.has(label) ? 'reserved' : null;
};
