/** Turns the engine's own ARNs (it knows one made-up region) into those of this account and region. */
export const translateArns = <T>(value: T, account: string, region: string): T => {
  const prefix = `arn:aws:dynamodb:${region}:${account}:`;
  const walk = (part: unknown): unknown => {
    if (typeof part === 'string') return part.replace(/^arn:aws:dynamodb:[^:]*:[^:]*:/, prefix);
    if (Array.isArray(part)) return part.map(walk);
    if (part === null || typeof part !== 'object') return part;
    return Object.fromEntries(Object.entries(part).map(([key, member]) => [key, walk(member)]));
  };
  return walk(value) as T;
};

/** AWS takes a table's ARN wherever it takes its name; the engine takes only the name. */
export const tableName = (nameOrArn: string): string =>
  nameOrArn.startsWith('arn:')
    ? nameOrArn.replace(/^arn:[^:]*:dynamodb:[^:]*:[^:]*:table\/([^/]+).*$/, '$1')
    : nameOrArn;

type Input = {
  TableName?: string;
  RequestItems?: Record<string, unknown>;
  TransactItems?: Record<string, { TableName?: string }>[];
};

/** The tables that an input names, wherever the operation keeps them; ARNs are turned into names in place of them. */
export const namedTables = (input: Input): { input: Input; tables: string[] } => {
  const tables: string[] = [];
  const name = (nameOrArn: string): string => {
    const plain = tableName(nameOrArn);
    tables.push(plain);
    return plain;
  };
  const plain = { ...input };
  if (typeof input.TableName === 'string') plain.TableName = name(input.TableName);
  if (input.RequestItems && typeof input.RequestItems === 'object')
    plain.RequestItems = Object.fromEntries(
      Object.entries(input.RequestItems).map(([key, items]) => [name(key), items]),
    );
  if (Array.isArray(input.TransactItems))
    plain.TransactItems = input.TransactItems.map((item) =>
      Object.fromEntries(
        Object.entries(item).map(([action, request]) => [
          action,
          typeof request?.TableName === 'string' ? { ...request, TableName: name(request.TableName) } : request,
        ]),
      ),
    );
  return { input: plain, tables };
};
