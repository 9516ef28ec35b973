import { ResolverError } from '../execution/resolver-error.ts';
import { isMap, isNothing, isSame } from '../vtl/values.ts';

export interface Filter {
  fieldName: string;
  operator: string;
  value: unknown;
}
/** All filters of a group must hold; one group must. */
export interface FilterGroup {
  filters: Filter[];
}

type Test = (actual: unknown, value: unknown) => boolean;

const contains: Test = (actual, value) =>
  Array.isArray(actual)
    ? actual.some((item) => isSame(item, value))
    : typeof actual === 'string' && actual.includes(String(value));
const ordered = (test: (left: number | string, right: number | string) => boolean): Test => {
  return (actual, value) =>
    (typeof actual === 'number' && typeof value === 'number' && test(actual, value)) ||
    (typeof actual === 'string' && typeof value === 'string' && test(actual, value));
};
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

const TESTS: Record<string, Test> = {
  eq: (actual, value) => isSame(actual, value),
  ne: (actual, value) => !isSame(actual, value),
  lt: ordered((left, right) => left < right),
  le: ordered((left, right) => left <= right),
  gt: ordered((left, right) => left > right),
  ge: ordered((left, right) => left >= right),
  contains,
  notContains: (actual, value) => !contains(actual, value),
  beginsWith: (actual, value) => typeof actual === 'string' && actual.startsWith(String(value)),
  in: (actual, value) => list(value).some((item) => isSame(item, actual)),
  notIn: (actual, value) => !list(value).some((item) => isSame(item, actual)),
  between: (actual, value) => {
    const [from, to] = list(value);
    return TESTS.ge?.(actual, from) === true && TESTS.le?.(actual, to) === true;
  },
  containsAny: (actual, value) => list(value).some((item) => contains(actual, item)),
};

/** Whether what a mutation published passes an enhanced subscription filter. */
export function passes(groups: readonly FilterGroup[], payload: unknown): boolean {
  return groups.some(({ filters }) =>
    filters.every(({ fieldName, operator, value }) => TESTS[operator]?.(read(payload, fieldName), value) === true),
  );
}

const read = (payload: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((value, key) => (isMap(value) ? value[key] : undefined), payload);

/** `{ a: { eq: 1 }, or: […] }` as `{ filterGroup }`: the disjunctive normal form that AppSync's filters take. */
export function toSubscriptionFilter(filter: unknown, ignored: unknown): { filterGroup: FilterGroup[] } {
  const skip = new Set(Array.isArray(ignored) ? ignored.map(String) : []);
  return { filterGroup: alternatives(filter, skip).map((filters) => ({ filters })) };
}

function alternatives(filter: unknown, skip: Set<string>): Filter[][] {
  let groups: Filter[][] = [[]];
  for (const [key, condition] of Object.entries(isMap(filter) ? filter : {})) {
    if (isNothing(condition) || skip.has(key)) continue;
    if (key === 'or')
      groups = both(
        groups,
        list(condition).flatMap((item) => alternatives(item, skip)),
      );
    else if (key === 'and') for (const item of list(condition)) groups = both(groups, alternatives(item, skip));
    else groups = both(groups, [fieldFilters(key, condition)]);
  }
  return groups;
}

const both = (left: Filter[][], right: Filter[][]): Filter[][] =>
  left.flatMap((first) => right.map((second) => [...first, ...second]));

function fieldFilters(fieldName: string, condition: unknown): Filter[] {
  return Object.entries(isMap(condition) ? condition : {}).map(([operator, value]) => {
    if (!Object.hasOwn(TESTS, operator)) {
      throw new ResolverError(`Subscription filter operator '${operator}' is not supported`, 'BadRequestException');
    }
    return { fieldName, operator, value };
  });
}
