import { registerHooks } from 'node:module';
import { apply, mutantNamed } from './mutants.ts';

// Preloaded (`--import`) into the clients' process and into every server's: loads the mutant named in CHAOS_MUTANT.

const { edits } = mutantNamed(process.env.CHAOS_MUTANT ?? '');

registerHooks({
  load: (url, context, next) => {
    const loaded = next(url, context);
    const here = edits.filter(({ file }) => url.endsWith(`/${file}`));
    return here.length === 0 ? loaded : { ...loaded, source: apply(String(loaded.source), here) };
  },
});
