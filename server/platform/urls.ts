/** Hosts of the deployment, as people and browsers see them. */
export interface Urls {
  baseDomain: string;
  /** For example `http://console.localhost:3000`; origins are URLs without a trailing slash. */
  console: string;
  embed: string;
  portal(name: string): string;
  /** What a Host header asks for. Anything that is no host of ours is served as the embed host: bare API, no page. */
  classify(host: string | undefined): HostKind;
}

export type HostKind = { kind: 'console' } | { kind: 'embed' } | { kind: 'portal'; name: string };

export const createUrls = (baseDomain: string, at: { protocol: string; port: string }): Urls => {
  const origin = (label: string) => `${at.protocol}//${label}.${baseDomain}${at.port ? `:${at.port}` : ''}`;
  const suffix = `.${baseDomain}`;
  return {
    baseDomain,
    console: origin('console'),
    embed: origin('embed'),
    portal: origin,
    classify: (host) => {
      const name = (host ?? '').toLowerCase().replace(/:\d+$/, '');
      if (!name.endsWith(suffix)) return { kind: 'embed' };
      const label = name.slice(0, -suffix.length);
      if (label === 'console' || label === 'embed') return { kind: label };
      return { kind: 'portal', name: label };
    },
  };
};
