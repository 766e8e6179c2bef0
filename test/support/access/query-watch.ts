import { DefaultQueryCompiler } from 'kysely';

/** A query as it was compiled, told by the function of the server that asked it. */
export interface Sighting {
  /** For example `portals.store findPortal`: the nearest first, then who asked it to. */
  sites: string[];
  verb: 'select' | 'update' | 'delete' | 'insert';
  table: string;
  /** What its own conditions say the account equals; `slot` in a query that is prepared for any. */
  accounts: unknown[];
}

// Kysely's nodes are plain data; only what is read of them is named here.
interface Node {
  kind: string;
  [key: string]: unknown;
}
const child = (node: Node | undefined, ...path: string[]): Node | undefined =>
  path.reduce<Node | undefined>((at, key) => at?.[key] as Node | undefined, node);

const VERBS: Record<string, Sighting['verb']> = {
  SelectQueryNode: 'select',
  UpdateQueryNode: 'update',
  DeleteQueryNode: 'delete',
  InsertQueryNode: 'insert',
};

/** The table itself, under whatever alias. */
const tableOf = (node: Node | undefined): string => {
  if (node?.kind === 'AliasNode') return tableOf(child(node, 'node'));
  if (node?.kind === 'FromNode') return tableOf((node.froms as Node[])[0]);
  return String(child(node, 'table', 'identifier')?.name ?? '');
};

/** Conditions that all must hold; what is one of several counts for nothing. */
const conjuncts = (node: Node | undefined): Node[] => {
  if (!node) return [];
  if (node.kind === 'AndNode') return [...conjuncts(child(node, 'left')), ...conjuncts(child(node, 'right'))];
  if (node.kind === 'ParensNode') return conjuncts(child(node, 'node'));
  return [node];
};

/** A value; `slot` where a prepared query leaves room for the account of each run. */
const valueOf = (node: Node | undefined): unknown => {
  const value = node?.value;
  if (typeof value !== 'object' || value === null) return value;
  return 'name' in value && value.name === 'account' ? 'slot' : value;
};

/** What these conditions say the account is; `accounts.id` is one too. */
const accountsIn = (where: Node | undefined, table: string): unknown[] =>
  conjuncts(child(where, 'where')).flatMap((node) => {
    if (node.kind !== 'BinaryOperationNode' || child(node, 'operator')?.operator !== '=') return [];
    const left = child(node, 'leftOperand');
    const of = child(left, 'table') ? tableOf(child(left, 'table')) : table;
    const column = child(left, 'column', 'column')?.name;
    const isAccount = of === table && (column === 'account' || (of === 'accounts' && column === 'id'));
    return isAccount ? [valueOf(child(node, 'rightOperand'))] : [];
  });

/** The server's functions on the way to the query. */
const sitesOf = (stack: string): string[] =>
  stack.split('\n').flatMap((line) => {
    const found = FRAME.exec(line);
    return found && !line.includes('/test/') ? [`${found[2]} ${found[1] ?? ''}`.trim()] : [];
  });
const FRAME =
  /at (?:async )?(?:(?:Object|Module)\.)?(\w+)?.*\/server\/(?!platform\/database\/)[\w/-]*?([\w.-]+)\.ts:/;

/** Notes every query from now on; the answer ends it. */
export const watchQueries = (note: (sighting: Sighting) => void): (() => void) => {
  const { prototype } = DefaultQueryCompiler;
  const { compileQuery } = prototype;
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 40;
  prototype.compileQuery = function (node, id) {
    const query = node as unknown as Node;
    const verb = VERBS[query.kind];
    if (verb) {
      const table = tableOf(child(query, 'from') ?? child(query, 'table') ?? child(query, 'into'));
      const accounts = accountsIn(child(query, 'where'), table);
      note({ sites: sitesOf(new Error('here').stack ?? ''), verb, table, accounts });
    }
    return compileQuery.call(this, node, id);
  };
  return () => {
    prototype.compileQuery = compileQuery;
    Error.stackTraceLimit = limit;
  };
};
