import type { StateDefinition } from '../definition/asl.ts';
import { InvalidExpression } from './jsonata-expression.ts';
import type { StateQuery } from './state-query.ts';

export const jsonPathQuery = (_state: StateDefinition): StateQuery => {
  throw new InvalidExpression('JSONPath is not supported');
};
