import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

// What `npm pack` takes instead of the manifest of development: the built server needs no packages, and so brings
// none. `before` puts it in place, `after` puts the other one back.

const ROOT = join(import.meta.dirname, '..');
const MANIFEST = join(ROOT, 'package.json');
const KEPT = join(ROOT, 'dist', 'package.json.kept');

const putBack = (): void => {
  if (existsSync(KEPT)) renameSync(KEPT, MANIFEST);
};

const replace = (): void => {
  // A pack that was interrupted has left it so.
  putBack();
  if (!existsSync(join(ROOT, 'dist', 'server', 'bin.cjs'))) {
    process.stderr.write('support-portal: Run npm run build first.\n');
    process.exit(66);
  }
  chmodSync(join(ROOT, 'dist', 'server', 'bin.cjs'), 0o755);
  const text = readFileSync(MANIFEST, 'utf8');
  const { name, version, description, license, type, engines } = JSON.parse(text) as Record<string, unknown>;
  const published = {
    name,
    version,
    description,
    license,
    type,
    engines,
    bin: { 'support-portal': 'dist/server/bin.cjs' },
    files: ['server', 'embed', 'page', 'console']
      .map((part) => `dist/${part}`)
      .concat(
        // What the website of the demo shows.
        ...['html', 'css', 'js'].map((kind) => `examples/*.${kind}`),
        'examples/single-page',
        'CHANGELOG.md',
      ),
  };
  writeFileSync(KEPT, text);
  writeFileSync(MANIFEST, `${JSON.stringify(published, null, 2)}\n`);
};

if (process.argv[2] === 'before') replace();
else putBack();
