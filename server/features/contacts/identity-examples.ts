import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CommandOutput } from '#protocol/index';

type Examples = CommandOutput<'identity-key:list'>['examples'];

/**
 * Programs for a website's server that answer a token for whoever is signed in there, with nothing but each language's
 * own library. The secret is read from the environment: it has no business in a source file.
 */
const EXAMPLES: Examples = {
  node: readFileSync(join(import.meta.dirname, 'examples/identity-token.mjs'), 'utf8'),
  php: readFileSync(join(import.meta.dirname, 'examples/identity-token.php'), 'utf8'),
  python: readFileSync(join(import.meta.dirname, 'examples/identity-token.py'), 'utf8'),
  dotnet: readFileSync(join(import.meta.dirname, 'examples/identity-token.cs'), 'utf8'),
};

/** For a portal, with one of its keys. */
export const identityExamples = (portalId: string, keyId = 'THE-ID-OF-YOUR-KEY'): Examples =>
  Object.fromEntries(
    Object.entries(EXAMPLES).map(([name, text]) => [
      name,
      text.replaceAll('{{portal}}', portalId).replaceAll('{{key}}', keyId),
    ]),
  ) as Examples;
