/** The server's limits of what a website says beside a request. */
const FACTS = 20;
const NAME = 40;
const VALUE = 500;

/** Where a visitor is, and what the website there says beside. */
export interface Place {
  page: string;
  context?: Record<string, unknown> | undefined;
}

/** What every database can hold; half a character is left where a text was cut. */
const cut = (value: unknown, most: number): string =>
  String(value).slice(0, most).toWellFormed().replaceAll('\0', '');

/** As a request has it. Whatever the website said, somebody's question is not refused for it: it is cut instead. */
export function sentFrom({ page, context = {} }: Place): {
  website?: string;
  context?: Record<string, string>;
} {
  const facts = Object.entries(context)
    .map(([name, value]) => [cut(name, NAME), cut(value, VALUE)] as const)
    .filter(([name]) => name.trim())
    .slice(0, FACTS);
  return { website: page, ...(facts.length > 0 && { context: Object.fromEntries(facts) }) };
}
