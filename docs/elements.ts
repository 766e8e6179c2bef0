import * as analyzer from '@custom-elements-manifest/analyzer';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

// What a website's developer and their editor know of `<support-portal>`: read off its source, so that both agree.

/** One of the element's properties, events, parts …, as the manifest has it. */
interface Item {
  name: string;
  description?: string;
  kind?: 'field' | 'method';
  privacy?: string;
  type?: { text: string };
  default?: string;
  readonly?: boolean;
  parameters?: { name: string; optional?: boolean; type?: { text: string } }[];
  return?: { type?: { text: string } };
}

export interface ElementManifest {
  name: string;
  tagName: string;
  description: string;
  attributes: Item[];
  members: Item[];
  events: Item[];
  slots: Item[];
  cssParts: Item[];
  cssProperties: Item[];
}

interface Manifest {
  schemaVersion: string;
  modules: { path: string; declarations: (ElementManifest & { customElement?: boolean })[] }[];
}

/** The analyzer's own types leave out what it is used by. */
const { create, ts } = analyzer as unknown as {
  create(options: { modules: object[] }): Manifest;
  ts: {
    createSourceFile(name: string, text: string, target: number, setParents: boolean): object;
    ScriptTarget: { ES2022: number };
  };
};

const TAG = 'support-portal';
const FOLDER = join(import.meta.dirname, '..', 'widget', 'portal');
const FILES = ['support-portal.ts', 'public-events.ts'];

/** In one line: the source breaks its sentences where its lines end. */
const oneLine = (text = ''): string => text.replace(/\s+/g, ' ').trim();

/** The custom-elements manifest of what is public: https://github.com/webcomponents/custom-elements-manifest */
export const elementsManifest = (): Manifest => {
  const modules = FILES.map((file) =>
    ts.createSourceFile(
      `widget/portal/${file}`,
      readFileSync(join(FOLDER, file), 'utf8'),
      ts.ScriptTarget.ES2022,
      true,
    ),
  );
  const manifest = create({ modules });
  for (const { declarations } of manifest.modules)
    for (const declaration of declarations.filter(({ customElement }) => customElement)) {
      declaration.tagName = TAG;
      declaration.members = declaration.members.filter(({ privacy }) => privacy !== 'private');
      // What is dispatched by a name that only running it tells; each of them is documented.
      declaration.events = declaration.events.filter(({ name }) => name.startsWith('support-'));
      for (const list of ['attributes', 'members', 'events', 'slots', 'cssParts', 'cssProperties'] as const)
        for (const item of declaration[list]) item.description = oneLine(item.description);
    }
  return manifest;
};

export const portalElement = (manifest = elementsManifest()): ElementManifest =>
  manifest.modules.flatMap(({ declarations }) => declarations).find(({ tagName }) => tagName === TAG)!;

const publicTypes = (): string => readFileSync(join(FOLDER, 'public-events.ts'), 'utf8').trim();

const code = (text: string): string => `\`${text}\``;
const cell = (text = ''): string => oneLine(text).replaceAll('|', '\\|');

const table = (head: string[], rows: string[][]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

const methodOf = ({ name, parameters = [], return: returned }: Item): string =>
  `${name}(${parameters.map((one) => `${one.name}${one.optional ? '?' : ''}: ${one.type?.text}`).join(', ')}): ${returned?.type?.text}`;

/** The reference of the element, as `docs/elements.md`. */
export const elementsReference = (): string => {
  const { description, attributes, members, events, slots, cssParts, cssProperties } = portalElement();
  const types = publicTypes();
  const shown = types.slice(0, types.indexOf('/** What leaves')).trim();
  const fields = members.filter(({ kind }) => kind === 'field');
  const methods = members.filter(({ kind }) => kind === 'method');
  return `<!-- Made by \`npm run docs\` from widget/portal: change it there. -->

# \`<support-portal>\`

${oneLine(description)}

## Attributes

${table(
  ['attribute', 'what'],
  attributes.map((one) => [code(one.name), cell(one.description)]),
)}

## Properties

${table(
  ['property', 'type', 'what'],
  fields.map((one) => [code(one.name), code(cell(one.type?.text)), cell(one.description)]),
)}

\`\`\`ts
${shown}
\`\`\`

## Methods

${table(
  ['method', 'what'],
  methods.map((one) => [code(cell(methodOf(one))), cell(one.description)]),
)}

## Events

They bubble and cross shadow roots. \`preventDefault()\` means something in \`support-open\` and \`support-close\` alone.

${table(
  ['event', 'type', 'when'],
  events.map((one) => [code(one.name), code(cell(one.type?.text)), cell(one.description)]),
)}

## Slots

${table(
  ['slot', 'what'],
  slots.map((one) => [code(one.name), cell(one.description)]),
)}

## CSS parts

${table(
  ['part', 'what'],
  cssParts.map((one) => [code(one.name), cell(one.description)]),
)}

## CSS custom properties

${table(
  ['property', 'default', 'what'],
  cssProperties.map((one) => [code(one.name), one.default ? code(one.default) : '', cell(one.description)]),
)}
`;
};

/** What VS Code completes in HTML: https://github.com/microsoft/vscode-custom-data */
export const editorData = (): object => {
  const { description, attributes } = portalElement();
  const valuesOf: Record<string, string[]> = { mode: ['launcher', 'inline', 'page'] };
  return {
    version: 1.1,
    tags: [
      {
        name: TAG,
        description: oneLine(description),
        attributes: attributes.map(({ name, description: text }) => ({
          name,
          description: text,
          ...(valuesOf[name] && { values: valuesOf[name].map((value) => ({ name: value })) }),
        })),
      },
    ],
  };
};

const MADE = '// Made by `npm run docs` from widget/portal: change it there.\n';

/** The element's types on their own, for a project that loads the script from its server. */
export const elementTypes = (): string => {
  const { description, members } = portalElement();
  const lines = members.map((one) => {
    const declared =
      one.kind === 'method'
        ? methodOf(one)
        : `${isSettable(one) ? '' : 'readonly '}${one.name}: ${one.type?.text}`;
    return `  /** ${one.description} */\n  ${declared};`;
  });
  return `${MADE}
${publicTypes()}

/** ${oneLine(description)} */
export interface SupportPortal extends HTMLElement {
${lines.join('\n')}
}

declare global {
  interface HTMLElementTagNameMap {
    'support-portal': SupportPortal;
  }
}
`;
};

const isSettable = ({ name, readonly }: Item): boolean =>
  !readonly || portalElement().attributes.some((one) => one.name === name);

/** `onsupport-open` as React and Svelte have it, or Vue's `onSupportOpen`. */
const handlers = (nameOf = (event: string): string => `'on${event}'`): string =>
  portalElement()
    .events.map(({ name }) => `  ${nameOf(name)}?: (event: SupportPortalEventMap['${name}']) => void;`)
    .join('\n');
const camelCase = (event: string): string =>
  `on-${event}`.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** Attributes, and what can be set besides. */
const propertyTypes = (): string => {
  const { attributes, members } = portalElement();
  const named = new Set(attributes.map(({ name }) => name));
  const own = members.filter((one) => one.kind === 'field' && isSettable(one) && !named.has(one.name));
  return [
    ...attributes.map(
      ({ name }) => `  ${name}?: ${name === 'mode' ? "'launcher' | 'inline' | 'page'" : 'string'};`,
    ),
    ...own.map(({ name, type }) => `  ${name}?: ${type?.text};`),
  ].join('\n');
};

/** How each framework learns of the tag; each beside `support-portal.d.ts`. */
export const frameworkTypes = (): Record<string, string> => {
  const imported =
    "import type { IdentityProvider, SupportPortal, SupportPortalEventMap } from './support-portal';\n";
  return {
    'react.d.ts': `${MADE}
import type { DetailedHTMLProps, HTMLAttributes } from 'react';
${imported}
/** React 19 hears an element's own events by their name after \`on\`. */
interface SupportPortalProps extends Omit<DetailedHTMLProps<HTMLAttributes<SupportPortal>, SupportPortal>, 'lang'> {
${propertyTypes()}
${handlers()}
}

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'support-portal': SupportPortalProps;
    }
  }
}
`,
    'vue.d.ts': `${MADE}
import type { HTMLAttributes } from 'vue';
import type { IdentityProvider, SupportPortalEventMap } from './support-portal';

interface SupportPortalProps extends Omit<HTMLAttributes, 'lang'> {
${propertyTypes()}
${handlers(camelCase)}
}

declare module 'vue' {
  interface GlobalComponents {
    'support-portal': new () => { $props: SupportPortalProps };
  }
}
`,
    'svelte.d.ts': `${MADE}
import type { HTMLAttributes } from 'svelte/elements';
${imported}
interface SupportPortalProps extends Omit<HTMLAttributes<SupportPortal>, 'lang'> {
${propertyTypes()}
${handlers()}
}

declare module 'svelte/elements' {
  interface SvelteHTMLElements {
    'support-portal': SupportPortalProps;
  }
}
`,
  };
};
