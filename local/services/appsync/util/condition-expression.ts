import { ResolverError } from '../execution/resolver-error.ts';
import { isMap, isNothing } from '../vtl/values.ts';
import { type AttributeValue, toDynamoDb } from './dynamodb-values.ts';

export interface ConditionExpression {
  expression: string;
  expressionNames: Record<string, string>;
  expressionValues: Record<string, AttributeValue>;
}

const COMPARISONS: Record<string, string> = { eq: '=', ne: '<>', le: '<=', lt: '<', ge: '>=', gt: '>' };

/**
 * What `util.transform.toDynamoDBFilterExpression` makes of `{ field: { eq: 1 }, and: […], or: […], not: {…} }`.
 * An operator it does not know is an error: a filter that loses a condition shows people what they may not see.
 */
export function toDynamoDbCondition(filter: unknown): ConditionExpression {
  const writer = new ConditionWriter();
  const expression = writer.group(filter);
  return { expression, expressionNames: writer.names, expressionValues: writer.values };
}

class ConditionWriter {
  readonly names: Record<string, string> = {};
  readonly values: Record<string, AttributeValue> = {};
  #count = 0;

  /** All members hold together. */
  group(filter: unknown): string {
    if (!isMap(filter)) return '';
    const parts = Object.entries(filter)
      .filter(([, condition]) => !isNothing(condition))
      .map(([key, condition]) => this.#member(key, condition))
      .filter((part) => part !== '');
    return join(parts, 'AND');
  }

  #member(key: string, condition: unknown): string {
    if (key === 'and' || key === 'or') {
      const parts = (Array.isArray(condition) ? condition : [condition]).map((item) => this.group(item));
      return join(
        parts.filter((part) => part !== ''),
        key.toUpperCase(),
      );
    }
    if (key === 'not') {
      const inner = this.group(condition);
      return inner === '' ? '' : `(NOT ${inner})`;
    }
    if (!isMap(condition)) throw new ResolverError(`Filter of '${key}' must be a map`, 'MappingTemplate');
    const name = `#${key.replaceAll(/[^A-Za-z0-9_]/g, '_')}`;
    this.names[name] = key;
    const parts = Object.entries(condition)
      .filter(([, operand]) => operand !== undefined)
      .map(([operator, operand]) => this.#condition(name, operator, operand));
    if (parts.length === 0) delete this.names[name];
    return join(parts, 'AND');
  }

  #condition(name: string, operator: string, operand: unknown): string {
    const comparison = Object.hasOwn(COMPARISONS, operator) ? COMPARISONS[operator] : undefined;
    if (comparison) return `(${name} ${comparison} ${this.#value(name, operator, operand)})`;
    switch (operator) {
      case 'contains':
        return `(contains(${name}, ${this.#value(name, operator, operand)}))`;
      case 'notContains':
        return `(NOT contains(${name}, ${this.#value(name, operator, operand)}))`;
      case 'beginsWith':
        return `(begins_with(${name}, ${this.#value(name, operator, operand)}))`;
      case 'attributeExists':
        return operand === true ? `(attribute_exists(${name}))` : `(attribute_not_exists(${name}))`;
      case 'attributeType':
        return `(attribute_type(${name}, ${this.#value(name, operator, TYPES[String(operand)] ?? operand)}))`;
      case 'between':
        return this.#between(name, operator, operand);
      case 'in': {
        const values = (Array.isArray(operand) ? operand : [operand]).map((item) => this.#value(name, operator, item));
        return `(${name} IN (${values.join(', ')}))`;
      }
      case 'size':
        return this.#size(name, operand);
      default:
        throw new ResolverError(`Filter operator '${operator}' is not supported`, 'MappingTemplate');
    }
  }

  #between(name: string, operator: string, operand: unknown): string {
    if (!Array.isArray(operand) || operand.length !== 2) {
      throw new ResolverError("Filter operator 'between' takes two values", 'MappingTemplate');
    }
    const [from, to] = operand.map((item) => this.#value(name, operator, item));
    return `(${name} BETWEEN ${from} AND ${to})`;
  }

  #size(name: string, operand: unknown): string {
    if (!isMap(operand)) throw new ResolverError("Filter operator 'size' takes a map", 'MappingTemplate');
    const parts = Object.entries(operand)
      .filter(([, item]) => !isNothing(item))
      .map(([operator, item]) => this.#condition(`size(${name})`, operator, item));
    return join(parts, 'AND');
  }

  #value(name: string, operator: string, operand: unknown): string {
    const word = name.replaceAll(/[^A-Za-z0-9_]/g, '');
    const placeholder = `:${word}_${operator}_${this.#count}`;
    this.#count += 1;
    this.values[placeholder] = toDynamoDb(operand);
    return placeholder;
  }
}

/** The enum of Amplify's generated schemas, in DynamoDB's letters. */
const TYPES: Record<string, string> = {
  binary: 'B',
  binarySet: 'BS',
  bool: 'BOOL',
  list: 'L',
  map: 'M',
  number: 'N',
  numberSet: 'NS',
  string: 'S',
  stringSet: 'SS',
  _null: 'NULL',
};

function join(parts: string[], operator: string): string {
  const [first] = parts;
  if (first === undefined) return '';
  return parts.length === 1 ? first : `(${parts.join(` ${operator} `)})`;
}
