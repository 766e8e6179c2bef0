import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { protocolReference } from '../server/transport/reference/reference.ts';

export const PROTOCOL_FILE = join(import.meta.dirname, 'protocol.md');

/** The page at `/api/docs`, to be read beside the source. */
if (import.meta.main) writeFileSync(PROTOCOL_FILE, protocolReference());
