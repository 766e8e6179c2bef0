import { mkdtemp, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const FONTS = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/inter/package.json'));

/**
 * A folder with the configuration of one font, Inter, whatever is installed: for `FONTCONFIG_FILE` of a browser whose
 * pictures are compared with another machine's. The caller removes it.
 */
export const oneFont = async (): Promise<{ folder: string; file: string }> => {
  const folder = await mkdtemp(join(tmpdir(), 'support-portal-fonts-'));
  const file = join(folder, 'fonts.conf');
  await writeFile(
    file,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${FONTS}</dir>
  <cachedir>${join(folder, 'cache')}</cachedir>
  <config><rescan><int>0</int></rescan></config>
</fontconfig>
`,
  );
  return { folder, file };
};
