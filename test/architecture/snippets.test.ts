import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  CUSTOM_ELEMENTS_SCHEMA,
  DomElementSchemaRegistry,
  parseTemplate,
  TmplAstElement,
} from '@angular/compiler';
import { filesOf, ROOT } from '../support/source-files.ts';

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** What the element says of itself. */
const element = read('widget/portal/support-portal.ts');
const said = (tag: string): Set<string> =>
  new Set(
    [...element.matchAll(new RegExp(`^ \\* @${tag} (?:\\{.*\\} )?([\\w-]+)`, 'gm'))].map(([, name]) => name!),
  );
const attributes = said('attr');
const events = said('fires');

/** What a framework keeps for itself. */
const FRAMEWORK = new Set(['ref', 'bind:this']);

/** Every `name="…"` and `name={…}` of every tag, in the spelling of any framework. */
const namesIn = (text: string): string[] =>
  [...text.matchAll(/<support-portal(?=[\s>])(.*?)(?:\/>|<\/support-portal>)/gs)].flatMap(([, inside]) =>
    [...inside!.matchAll(/\s([^\s={}"]+)=(?=["{])/g)].map(([, name]) => name!),
  );

/** `@support-open`, `(support-open)`, `onsupport-open` → `support-open`; `:portal`, `[attr.portal]` → `portal`. */
const plain = (name: string): string =>
  name
    .replace(/^\[attr\.(.*)\]$/, '$1')
    .replace(/^\((.*)\)$/, '$1')
    .replace(/^[@:]/, '')
    .replace(/^on(?=support-)/, '');

const isKnown = (name: string): boolean => attributes.has(name) || events.has(name) || FRAMEWORK.has(name);

const TEXTS = ['docs/embedding.md', 'README.md', 'examples/**/*.{html,tsx,vue,svelte,ts,php,md}'];

test('[W3] every attribute and event in an example or in the embedding guide is one that the element has', () => {
  const texts = filesOf(...TEXTS).filter(({ text }) => text.includes('<support-portal'));
  const paths = texts.map(({ path }) => path);
  for (const path of ['docs/embedding.md', 'react/app.tsx', 'vue/app.vue', 'svelte/app.svelte'])
    assert.ok(
      paths.some((found) => found.endsWith(path)),
      path,
    );
  for (const { path, text } of texts) {
    const names = namesIn(text).map(plain);
    assert.ok(names.includes('portal') || text.includes('{portal}'), `${path} says which portal`);
    assert.deepEqual(
      names.filter((name) => !isKnown(name)),
      [],
      path,
    );
  }
});

test('[W3] the names are read in the spelling of each framework', () => {
  const spellings =
    '<support-portal ref="s" :portal="id" @support-open="a = true" onsupport-close={() => b("c=d")} [attr.lang]="l" (support-open)="x()" />';
  assert.deepEqual(namesIn(spellings).map(plain), [
    'ref',
    'portal',
    'support-open',
    'support-close',
    'lang',
    'support-open',
  ]);
});

test('[W3] Angular reads the Angular example: the tag is allowed by its schema, and its method is there', () => {
  const source = read('examples/angular/support.ts');
  const template = /template: `([^`]*)`/.exec(source)![1]!;
  const { nodes, errors } = parseTemplate(template, 'support.ts');
  assert.equal(errors, null);
  const tag = nodes.find((node) => node instanceof TmplAstElement && node.name === 'support-portal');
  assert.ok(tag instanceof TmplAstElement);
  // As an attribute it is there before the element is; as a binding it would come after.
  assert.deepEqual(
    tag.attributes.map(({ name }) => name),
    ['portal'],
  );
  assert.deepEqual(
    tag.outputs.map(({ name }) => name),
    ['support-opened', 'support-closed'],
  );

  const schemas = source.includes('schemas: [CUSTOM_ELEMENTS_SCHEMA]') ? [CUSTOM_ELEMENTS_SCHEMA] : [];
  assert.ok(new DomElementSchemaRegistry().hasElement(tag.name, schemas));
  const reference = tag.references[0]!.name;
  const [, method] = new RegExp(`\\(click\\)="${reference}\\.(\\w+)\\(\\)"`).exec(template)!;
  assert.match(element, new RegExp(`^ {2}(async )?${method}\\(\\)`, 'm'));
});

test('[W3] what somebody writes into the WordPress shortcode is escaped, and is what the element has', () => {
  const plugin = read('examples/wordpress/support-portal.php');
  const [, defaults] = /shortcode_atts\(\s*array\((.*?)\n\t\t\)/s.exec(plugin)!;
  const given = [...defaults!.matchAll(/'(\w+)'\s*=>/g)].map(([, name]) => name!);
  assert.deepEqual(given.toSorted(), [...attributes].filter((name) => given.includes(name)).toSorted());
  const [, tag, values] = /sprintf\(\s*'([^']*)',(.*?)\n\t\);/s.exec(plugin)!;
  assert.deepEqual(
    [...tag!.matchAll(/([\w-]+)="%s"/g)].map(([, name]) => name),
    given,
  );
  assert.deepEqual(
    values!.split('\n').flatMap((line) => line.trim().replace(/,$/, '') || []),
    given.map((name) => `esc_attr( $given['${name}'] )`),
  );
  assert.match(plugin, /wp_enqueue_script_module\( 'support-portal', esc_url_raw\(/);
});
