import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PICTURES, takePictures } from './pictures.ts';

// `npm run pictures`: takes the pictures of README and docs anew. Look at what changed before it is committed.

await mkdir(PICTURES, { recursive: true });
await takePictures((name, png) => writeFile(join(PICTURES, `${name}.png`), png));
