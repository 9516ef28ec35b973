import type { Run } from '../execution/run.ts';
import { UTIL, type UtilMethod } from '../util/table.ts';
import { dynamoDbModule } from './dynamodb-module.ts';

/** `runtime.earlyReturn(value)`. */
export class EarlyReturn extends Error {
  override name = 'EarlyReturn';
  readonly value: unknown;

  constructor(value: unknown) {
    super('early return');
    this.value = value ?? null;
  }
}

/** The modules that resolver code may import, by name. Anything else is refused by name. */
export function appSyncModules(run: () => Run): Record<string, unknown> {
  const util = nest('', run);
  const extensions = nest('extensions.', run);
  const runtime = refusing('runtime', {
    earlyReturn: (value: unknown) => {
      throw new EarlyReturn(value);
    },
  });
  const modules = {
    '@aws-appsync/utils': refusing('@aws-appsync/utils', { util, extensions, runtime }),
    '@aws-appsync/utils/dynamodb': refusing('@aws-appsync/utils/dynamodb', dynamoDbModule()),
  };
  return refusing('module', modules);
}

type Nested = { [name: string]: Nested | ((...args: unknown[]) => unknown) };

/** The table's dotted names as nested objects: `util.dynamodb.toDynamoDB`. */
function nest(prefix: string, run: () => Run): Nested {
  const root: Nested = {};
  const groups = new Map<string, Nested>();
  for (const [name, method] of Object.entries(UTIL)) {
    if (!name.startsWith(prefix) || (prefix === '' && name.startsWith('extensions.'))) continue;
    const [first = '', second] = name.slice(prefix.length).split('.');
    if (second === undefined) root[first] = bind(method, run);
    else {
      const group = groups.get(first) ?? {};
      group[second] = bind(method, run);
      groups.set(first, group);
    }
  }
  for (const [name, group] of groups) root[name] = refusing(`util.${name}`, group);
  return refusing(prefix === '' ? 'util' : 'extensions', root);
}

const bind =
  (method: UtilMethod, run: () => Run) =>
  (...args: unknown[]) =>
    method(run(), ...args);

/** Reading a member that does not exist names it, instead of a "not a function" later. */
function refusing<T extends object>(name: string, members: T): T {
  return new Proxy(members, {
    get: (target, key) => {
      if (typeof key === 'symbol' || Object.hasOwn(target, key)) return Reflect.get(target, key) as unknown;
      throw new TypeError(`${name}.${key} is not supported`);
    },
  });
}
