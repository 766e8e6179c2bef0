/** A heading of the page, for its table of contents. */
export interface Heading {
  level: number;
  id: string;
  text: string;
}

export const escape = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);

const plain = (text: string): string => text.replaceAll(/[`*_]/g, '');
/** `Event` is said by the sight of it; names keep their colon, which links of one page may have. */
const idOf = (text: string): string =>
  plain(text)
    .replace(/^Event /, '')
    .toLowerCase()
    .replaceAll(/[^\w:]+/g, '-');

/** Code, bold, slanted and links; code that is the name of a section leads there. */
const inline = (text: string, ids: ReadonlySet<string>): string =>
  text
    .split(/(`[^`]+`)/)
    .map((part) => {
      if (part.startsWith('`')) {
        const name = part.slice(1, -1);
        const shown = `<code>${escape(name)}</code>`;
        return ids.has(name) && name.includes(':') ? `<a href="#${escape(name)}">${shown}</a>` : shown;
      }
      return escape(part)
        .replaceAll(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>')
        .replaceAll(/(?<!\w)[_*]([^_*]+)[_*](?!\w)/g, '<em>$1</em>')
        .replaceAll(/\[([^\]]+)\]\((#[\w:-]+)\)/g, '<a href="$2">$1</a>');
    })
    // Emphasis may hold code.
    .join('')
    .replaceAll(/\*\*(.+?)\*\*/g, '<strong>$1</strong>');

const cells = (line: string): string[] =>
  line
    .slice(1, -1)
    .split('|')
    .map((cell) => cell.trim());

/** Wide content scrolls by itself, by keyboard too, and leaves the page where it is. */
const scrolling = (label: string, inside: string): string =>
  `<div class="scroll" role="group" aria-label="${label}" tabindex="0">${inside}</div>`;

const tableOf = (lines: string[], say: (text: string) => string): string => {
  const [head, , ...rows] = lines.map(cells);
  const line = (row: string[], cell: 'th' | 'td') =>
    row
      .map((text, index) =>
        cell === 'th'
          ? `<th scope="col">${say(text)}</th>`
          : index === 0
            ? `<th scope="row">${say(text)}</th>`
            : `<td>${say(text)}</td>`,
      )
      .join('');
  return scrolling(
    'Table',
    `<table><thead><tr>${line(head!, 'th')}</tr></thead><tbody>${rows.map((row) => `<tr>${line(row, 'td')}</tr>`).join('')}</tbody></table>`,
  );
};

const listOf = (lines: string[], say: (text: string) => string): string => {
  const tag = /^\d/.test(lines[0]!) ? 'ol' : 'ul';
  const items = lines.map((line) => `<li>${say(line.replace(/^(-|\d+\.) /, ''))}</li>`);
  return `<${tag}>${items.join('')}</${tag}>`;
};

const block = (text: string, ids: ReadonlySet<string>): string => {
  const say = (given: string): string => inline(given, ids);
  const lines = text.split('\n');
  const [first] = lines as [string];
  const heading = /^(#{1,3}) (.+)$/.exec(first);
  if (heading) {
    const [, marks, title] = heading as unknown as [string, string, string];
    const level = marks.length;
    return `<h${level} id="${escape(idOf(title))}">${inline(title, new Set())}</h${level}>`;
  }
  if (first.startsWith('```'))
    return `<pre role="group" aria-label="Code" tabindex="0"><code>${escape(lines.slice(1, -1).join('\n'))}</code></pre>`;
  if (first.startsWith('|')) return tableOf(lines, say);
  if (/^(-|\d+\.) /.test(first)) return listOf(lines, say);
  return `<p>${say(lines.join(' '))}</p>`;
};

/** Blocks stand apart by blank lines, except inside fences. */
const blocksOf = (markdown: string): string[] =>
  markdown.match(/^```[\s\S]*?^```$|^\S[\s\S]*?(?=\n\n|\n*$(?![\s\S]))/gm) ?? [];

/**
 * The Markdown that the reference is written in: headings, paragraphs, lists and tables without nesting, code, bold,
 * slanted, and links within the page. No more: it is our own text, and everything in it is escaped.
 */
export const toHtml = (markdown: string): { html: string; headings: Heading[] } => {
  const headings = [...markdown.matchAll(/^(#{1,3}) (.+)$/gm)].map(([, marks, title]) => ({
    level: marks!.length,
    id: idOf(title!),
    text: plain(title!),
  }));
  const ids = new Set(headings.map(({ id }) => id));
  return {
    html: blocksOf(markdown)
      .map((text) => block(text, ids))
      .join('\n'),
    headings,
  };
};
