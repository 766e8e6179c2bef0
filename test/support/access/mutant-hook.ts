import { registerHooks } from 'node:module';

/**
 * Loads the server with one line of one file taken out: `MUTANT=<end of the file's URL>:<line>[,…]`. The line is
 * checked by whoever chose it; the file on disk stays as it is.
 */
const mutants = (process.env.MUTANT ?? '').split(',').map((mutant) => {
  const [file, line] = mutant.split(':');
  return { file: file!, line: Number(line) };
});

registerHooks({
  load: (url, context, next) => {
    const loaded = next(url, context);
    const here = mutants.filter(({ file }) => url.endsWith(file));
    if (here.length === 0) return loaded;
    const lines = String(loaded.source).split('\n');
    for (const { line } of here)
      lines[line - 1] = lines[line - 1]! // A query's condition goes, an end of statement stays.
        .replace(/\.where\('(\w+\.)?(account|id)', '=', [\w.]+\)/, '');
    return { ...loaded, source: lines.join('\n') };
  },
});
