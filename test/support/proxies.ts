import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { APT } from './debian.ts';
import { ROOT } from './source-files.ts';

export const DOMAIN = 'support.example.com';
export type ProxyName = 'nginx' | 'caddy';

/** Debian's packages with their program; unpacked, not installed, so that no service of the system is touched. */
const PACKAGES = {
  nginx: { packages: ['nginx', 'nginx-common'], program: 'usr/sbin/nginx' },
  caddy: { packages: ['caddy'], program: 'usr/bin/caddy' },
} as const;
const CACHE = join(ROOT, 'node_modules', '.cache', 'proxies');

const installed = (name: ProxyName): string | undefined =>
  [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', join(CACHE, name, 'usr', 'sbin'), join(CACHE, name, 'usr', 'bin')] // prettier-ignore
    .map((folder) => join(folder, name))
    .find(existsSync);

const run = (cwd: string, command: string, ...args: string[]): boolean =>
  spawnSync(command, args, { cwd, stdio: 'ignore' }).status === 0;

const unpack = (name: ProxyName): string | undefined => {
  const folder = join(CACHE, name);
  mkdirSync(folder, { recursive: true });
  const { packages, program } = PACKAGES[name];
  const download = () => run(folder, ...APT, 'download', ...packages);
  // Without lists of packages it knows none; to fetch them takes the right to.
  if (!download() && !(run(folder, ...APT, 'update') && download())) return undefined;
  for (const file of readdirSync(folder).filter((entry) => entry.endsWith('.deb')))
    if (!run(folder, 'dpkg', '-x', file, '.')) return undefined;
  const found = join(folder, program);
  return existsSync(found) ? found : undefined;
};

/** The program, or why it is not to be had. */
export const findProxy = (name: ProxyName): { program: string } | { missing: string } => {
  if (!run('/', 'openssl', 'version'))
    return { missing: 'openssl is not installed: it makes the certificate' };
  const program = installed(name) ?? unpack(name);
  return program
    ? { program }
    : { missing: `${name} is not installed, and Debian's package cannot be had here` };
};

/** A certificate for the wildcard, good for a day; answers its text for clients to trust. */
export const makeCertificate = (folder: string): string => {
  const names = `subjectAltName=DNS:*.${DOMAIN}`;
  const days = ['-days', '1', '-nodes', '-subj', `/CN=*.${DOMAIN}`, '-addext', names];
  const files = ['-keyout', join(folder, 'support.key'), '-out', join(folder, 'support.pem')];
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'];
  execFileSync('openssl', ['req', '-x509', ...kind, ...days, ...files], { stdio: 'ignore' });
  return readFileSync(join(folder, 'support.pem'), 'utf8');
};

/** The file of the documentation, where only addresses and paths are of this machine. */
const documented = (file: string, replacements: Record<string, string>): string => {
  let text = readFileSync(join(ROOT, 'docs', 'proxies', file), 'utf8');
  for (const [from, to] of Object.entries(replacements)) {
    if (!text.includes(from)) throw new Error(`docs/proxies/${file} does not say "${from}"`);
    text = text.replaceAll(from, to);
  }
  return text;
};

/** Where the proxy listens, and the one or two servers behind it. */
export interface ProxyPorts {
  proxy: number;
  servers: readonly number[];
}

const upstreams = ({ servers }: ProxyPorts): Record<string, string> =>
  Object.fromEntries(servers.map((port, n) => [`127.0.0.1:${3000 + n}`, `127.0.0.1:${port}`]));

const nginxConfig = (folder: string, ports: ProxyPorts): string[] => {
  const site = documented(ports.servers.length > 1 ? 'nginx-several.conf' : 'nginx.conf', {
    'listen 443 ssl': `listen 127.0.0.1:${ports.proxy} ssl`,
    ...upstreams(ports),
    '/etc/ssl/': `${folder}/`,
  });
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${folder}/${kind};`); // prettier-ignore
  writeFileSync(
    join(folder, 'nginx.conf'),
    `daemon off; master_process off; pid ${folder}/nginx.pid; error_log stderr warn;
     events {} http { access_log off; ${temporary.join(' ')}\n${site}\n}`,
  );
  return ['-e', 'stderr', '-p', folder, '-c', join(folder, 'nginx.conf')];
};

const caddyConfig = (folder: string, ports: ProxyPorts): string[] => {
  const site = documented(ports.servers.length > 1 ? 'Caddyfile.several' : 'Caddyfile', {
    [`*.${DOMAIN} {`]: `*.${DOMAIN}:${ports.proxy} {\n\tbind 127.0.0.1`,
    ...upstreams(ports),
    '/etc/ssl/': `${folder}/`,
  });
  writeFileSync(join(folder, 'Caddyfile'), `{\n\tadmin off\n\tauto_https disable_redirects\n}\n${site}`);
  return ['run', '--config', join(folder, 'Caddyfile'), '--adapter', 'caddyfile'];
};

/** The real program with the documented configuration, listening; the caller ends it. */
export const startProxy = async (
  name: ProxyName,
  program: string,
  folder: string,
  ports: ProxyPorts,
): Promise<ChildProcess> => {
  const args = (name === 'nginx' ? nginxConfig : caddyConfig)(folder, ports);
  const child = spawn(program, args, {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-4000)));
  const { connect } = await import('node:net');
  for (;;) {
    if (child.exitCode !== null) throw new Error(`${name} ended: ${said}`);
    const socket = connect(ports.proxy, '127.0.0.1');
    const isThere = await Promise.race([
      once(socket, 'connect').then(() => true, () => false), // prettier-ignore
      once(child, 'exit').then(() => false),
    ]);
    socket.destroy();
    if (isThere) return child;
    // Nothing tells when a foreign program listens: asked again in the next turns.
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
};
