import {
  type DocumentNode,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { isMap } from '../vtl/values.ts';

export interface Published {
  field: string;
  payload: Record<string, unknown>;
}

/**
 * What a mutation tells its subscribers: the fields that its own document selected, under their own names again.
 * Whatever the publisher did not select is null for every subscriber.
 */
export function publishedFields(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  data: Record<string, unknown>,
): Published[] {
  const selections = new Unaliaser(schema, document);
  const root = schema.getMutationType();
  return operation.selectionSet.selections.flatMap((selection): Published[] => {
    if (selection.kind !== Kind.FIELD) return [];
    const field = root?.getFields()[selection.name.value];
    const value = data[selection.alias?.value ?? selection.name.value];
    if (!field || !isMap(value)) return [];
    const payload = selections.value(value, field.type, selection.selectionSet);
    return isMap(payload) ? [{ field: field.name, payload }] : [];
  });
}

class Unaliaser {
  readonly #schema: GraphQLSchema;
  readonly #fragments: Map<string, SelectionSetNode>;

  constructor(schema: GraphQLSchema, document: DocumentNode) {
    this.#schema = schema;
    this.#fragments = new Map(
      document.definitions.flatMap((node) =>
        node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node.selectionSet] as const] : [],
      ),
    );
  }

  value(value: unknown, type: GraphQLOutputType, selectionSet: SelectionSetNode | undefined): unknown {
    if (Array.isArray(value)) return value.map((item) => this.value(item, type, selectionSet));
    const named = getNamedType(type);
    // It will be written as AWSJSON once more.
    if (named.name === 'AWSJSON' && typeof value === 'string') return JSON.parse(value);
    if (!isMap(value) || !selectionSet) return value;
    const payload: Record<string, unknown> = isAbstractType(named) ? {} : { __typename: named.name };
    this.#collect(value, payload, selectionSet, named.name);
    return payload;
  }

  #collect(
    value: Record<string, unknown>,
    payload: Record<string, unknown>,
    set: SelectionSetNode,
    typeName: string,
  ): void {
    for (const selection of set.selections) {
      if (selection.kind !== Kind.FIELD) {
        const isInline = selection.kind === Kind.INLINE_FRAGMENT;
        const inner = isInline ? selection.selectionSet : this.#fragments.get(selection.name.value);
        const inType = isInline ? (selection.typeCondition?.name.value ?? typeName) : typeName;
        if (inner) this.#collect(value, payload, inner, inType);
        continue;
      }
      const key = selection.alias?.value ?? selection.name.value;
      if (!Object.hasOwn(value, key)) continue;
      const type = this.#schema.getType(typeName);
      const field = isObjectType(type) ? type.getFields()[selection.name.value] : undefined;
      payload[selection.name.value] = field ? this.value(value[key], field.type, selection.selectionSet) : value[key];
    }
  }
}
