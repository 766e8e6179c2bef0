import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const require = createRequire(import.meta.url);
const source = (module: string): string => readFileSync(require.resolve(module), 'utf8');

/** The value of an expression in the page that is looked at; promises are waited for. */
export type Evaluate = (expression: string) => Promise<unknown>;

/**
 * Brings a checker into the page, once a document. It is a script of ours in a page that allows none: it comes in
 * beside the page's policy.
 */
const bring = async (evaluate: Evaluate, name: string, script: string): Promise<void> => {
  if (!(await evaluate(`'${name}' in globalThis`))) await evaluate(`(() => { ${script}; return true; })()`);
};

const AXE = source('axe-core/axe.min.js');

/**
 * Everything WCAG 2.2 AA asks for that axe-core can see, and its best practices: what it finds, one line each. The
 * launcher is not shown on the portal's own page, which the checker takes for shown.
 */
export const axe = async (evaluate: Evaluate): Promise<string[]> => {
  await bring(evaluate, 'axe', AXE);
  return (await evaluate(
    `axe.run({ exclude: [{ fromShadowDom: ['support-portal', '.launcher'] }] }, { rules: { region: { enabled: false }, 'target-size': { enabled: true } } }).then(({ violations }) =>
      violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => 'axe-core ' + id + ': ' + target.flat().join(' '))))`,
  )) as string[];
};

const EQUAL_ACCESS = source('accessibility-checker-engine/ace-window.js');

interface Fault {
  rule: string;
  /** Where: tag names from the document down, through shadow roots. */
  path: string;
  html: string;
}

/** What the second checker reports and is no fault, each with the reason; docs/accessibility.md lists them. */
const NO_FAULTS: { rule: string; is: (fault: Fault) => boolean }[] = [
  // It reads no words of a label or button that come through a slot. Browsers do, and axe-core checks the same names.
  { rule: 'input_label_exists', is: ({ path }) => /\/wa-[a-z]+\[\d+\]\/#document-fragment[^-]*$/.test(path) },
  // Nor a label in the same shadow root, once that root stands in a slot of another.
  { rule: 'input_label_exists', is: ({ path }) => /\/support-copy-field\[.*\/textarea\[1\]$/.test(path) },
  // HTML gives "username" to fields for e-mail addresses too; password managers need it.
  { rule: 'input_autocomplete_valid', is: ({ html }) => html.includes('autocomplete="username"') },
  // The library's own icons, beside or inside of what has a name.
  { rule: 'svg_graphics_labelled', is: ({ path }) => /\/wa-(icon|radio|checkbox)\[\d+\]\//.test(path) },
  // Heads of cards that are there for those who listen, and out of sight: it takes them for missing, axe-core reads them.
  { rule: 'table_headers_exists', is: ({ path }) => path.includes('/support-requests-table[') },
  // The library's radio group names the place of its error, which is there once there is one.
  { rule: 'aria_id_unique', is: ({ path }) => /\/wa-radio-group\[\d+\]\//.test(path) },
];

/**
 * What IBM's Equal Access checker calls a failure of WCAG 2.2, one line each. What it only asks a person to look at
 * (its "potential" violations) is looked at by people.
 */
export const equalAccess = async (evaluate: Evaluate): Promise<string[]> => {
  await bring(evaluate, 'ace_ibma', EQUAL_ACCESS);
  const faults = (await evaluate(
    `new ace_ibma.Checker().check(document, ['WCAG_2_2']).then(({ results }) =>
      results.filter(({ value: [kind, outcome] }) => kind === 'VIOLATION' && outcome === 'FAIL')
        .map(({ ruleId, path, snippet }) => ({ rule: ruleId, path: path.dom, html: snippet })))`,
  )) as Fault[];
  return faults
    .filter((fault) => !NO_FAULTS.some(({ rule, is }) => rule === fault.rule && is(fault)))
    .map(({ rule, path, html }) => `Equal Access ${rule}: ${html} at ${path}`);
};
