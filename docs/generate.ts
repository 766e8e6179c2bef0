import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { protocolReference } from '../server/transport/reference/reference.ts';
import { editorData, elementsManifest, elementsReference, elementTypes, frameworkTypes } from './elements.ts';

export const PROTOCOL_FILE = join(import.meta.dirname, 'protocol.md');

/** Every file there is of the widget's element, by its path in this folder, formatted as the rest of the project. */
export const elementFiles = async (): Promise<Record<string, string>> => {
  const json = (value: object): string => JSON.stringify(value);
  const files: Record<string, string> = {
    'elements.md': elementsReference(),
    'elements/custom-elements.json': json(elementsManifest()),
    'elements/html-custom-data.json': json(editorData()),
    'elements/support-portal.d.ts': elementTypes(),
  };
  for (const [name, text] of Object.entries(frameworkTypes())) files[`elements/${name}`] = text;
  for (const [name, text] of Object.entries(files)) {
    const filepath = join(import.meta.dirname, name);
    files[name] = await format(text, { ...(await resolveConfig(filepath)), filepath });
  }
  return files;
};

/** What is read beside the source. */
if (import.meta.main) {
  writeFileSync(PROTOCOL_FILE, protocolReference());
  for (const [name, text] of Object.entries(await elementFiles()))
    writeFileSync(join(import.meta.dirname, name), text);
}
