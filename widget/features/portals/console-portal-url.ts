/** Where a portal answers: its subdomain beside the console's own host. */
export function portalUrl(
  subdomain: string,
  { protocol, host }: Pick<Location, 'protocol' | 'host'> = location,
): string {
  return `${protocol}//${subdomain}.${host.replace(/^console\./, '')}`;
}

/** A name for the subdomain out of a company's name: what DNS allows of it. */
export const suggestSubdomain = (company: string): string =>
  company
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 63)
    .replace(/^-+|-+$/g, '');

/** The same rule as the server's: lower-case letters, digits, inner hyphens. */
export const isSubdomain = (value: string): boolean => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(value);

/** Scheme, host and port, as browsers send it; a trailing slash or a path somebody pasted along is cut off. */
export function toOrigin(typed: string): string | null {
  const text = typed.trim();
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`);
  if (!url || !/^https?:$/.test(url.protocol) || !text || /\s/.test(text)) return null;
  return url.origin;
}
