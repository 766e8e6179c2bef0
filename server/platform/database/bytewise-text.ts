import {
  OperationNodeTransformer,
  RawNode,
  type ColumnDefinitionNode,
  type KyselyPlugin,
  type OperationNode,
  type PluginTransformQueryArgs,
  type PluginTransformResultArgs,
} from 'kysely';

class Transformer extends OperationNodeTransformer {
  protected override transformColumnDefinition(node: ColumnDefinitionNode): ColumnDefinitionNode {
    const column = super.transformColumnDefinition(node);
    const { dataType } = column;
    return dataType.kind === 'DataTypeNode' &&
      (dataType as OperationNode & { dataType: string }).dataType === 'text'
      ? { ...column, dataType: RawNode.createWithSql('text collate "C"') }
      : column;
  }
}

/**
 * Text columns of PostgreSQL compare and sort as bytes, as SQLite's do. The default is the language the cluster was
 * made with, which nobody here chose.
 */
export class BytewiseText implements KyselyPlugin {
  readonly #transformer = new Transformer();

  transformQuery({ node }: PluginTransformQueryArgs): ReturnType<KyselyPlugin['transformQuery']> {
    return this.#transformer.transformNode(node);
  }

  async transformResult({ result }: PluginTransformResultArgs): ReturnType<KyselyPlugin['transformResult']> {
    return result;
  }
}
