import { isIP } from 'node:net';
import { GraphQLScalarType, type GraphQLSchema, Kind, type ValueNode, valueFromASTUntyped } from 'graphql';

/** Whether a text is a value of the scalar, by AppSync's documentation of its scalar types. */
const TEXT_SCALARS: Record<string, (text: string) => boolean> = {
  AWSDate: (text) => {
    const found = /^(-?\d{4,})-(\d{2})-(\d{2})(Z|[+-]\d{2}:\d{2}(:\d{2})?)?$/.exec(text);
    return found !== null && isDay(Number(found[1]), Number(found[2]), Number(found[3]));
  },
  AWSTime: (text) => TIME.test(text),
  AWSDateTime: (text) => {
    const found = /^(-?\d{4,})-(\d{2})-(\d{2})T(.+)$/.exec(text);
    if (!found || !isDay(Number(found[1]), Number(found[2]), Number(found[3]))) return false;
    return ZONED_TIME.test(found[4] ?? '');
  },
  AWSEmail: (text) => /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)*$/.test(text),
  AWSURL: (text) => URL.canParse(text) && /^[a-z][a-z0-9+.-]*:/i.test(text),
  AWSPhone: (text) => /^\+?[\d][\d\s-]{2,19}$/.test(text),
  AWSIPAddress: (text) => {
    const [address, prefix, ...rest] = text.split('/');
    const version = isIP(address ?? '');
    if (version === 0 || rest.length > 0) return false;
    return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (version === 4 ? 32 : 128));
  },
};

const CLOCK = '([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d(\\.\\d{1,9})?)?';
const ZONE = '(Z|[+-]\\d{2}:\\d{2}(:\\d{2})?)';
const TIME = new RegExp(`^${CLOCK}${ZONE}?$`);
const ZONED_TIME = new RegExp(`^${CLOCK}${ZONE}$`);

function isDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** Gives the AWS scalars of a built schema their behaviour. */
export function installScalars(schema: GraphQLSchema): void {
  for (const [name, accepts] of Object.entries(TEXT_SCALARS)) install(schema, name, textScalar(name, accepts));
  install(schema, 'AWSTimestamp', timestamp);
  install(schema, 'AWSJSON', json);
}

interface Behaviour {
  serialize(value: unknown): unknown;
  parse(value: unknown): unknown;
}

function install(schema: GraphQLSchema, name: string, { serialize, parse }: Behaviour): void {
  const type = schema.getType(name);
  if (!(type instanceof GraphQLScalarType)) return;
  type.serialize = serialize;
  type.parseValue = parse;
  type.parseLiteral = (node: ValueNode, variables) =>
    parse(node.kind === Kind.STRING ? node.value : valueFromASTUntyped(node, variables));
}

function textScalar(name: string, accepts: (text: string) => boolean): Behaviour {
  return {
    serialize: (value) => {
      if (typeof value === 'string' && accepts(value)) return value;
      throw new TypeError(`Can't serialize value : Unable to serialize \`${String(value)}\` as a valid ${name}.`);
    },
    parse: (value) => {
      if (typeof value === 'string' && accepts(value)) return value;
      throw new TypeError(`Unable to parse \`${String(value)}\` as a valid ${name}.`);
    },
  };
}

const timestamp: Behaviour = {
  serialize: (value) => {
    const seconds = Number(value);
    if (value !== '' && Number.isSafeInteger(seconds)) return seconds;
    throw new TypeError(`Can't serialize value : Unable to serialize \`${String(value)}\` as a valid AWSTimestamp.`);
  },
  parse: (value) => {
    if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
    throw new TypeError(`Unable to parse \`${String(value)}\` as a valid AWSTimestamp.`);
  },
};

/** Resolvers see AWSJSON as the value it stands for; clients see it as text, both ways. */
const json: Behaviour = {
  serialize: (value) => JSON.stringify(value),
  parse: (value) => {
    if (typeof value !== 'string') throw new TypeError(`Unable to parse \`${JSON.stringify(value)}\` as valid JSON.`);
    try {
      return JSON.parse(value);
    } catch {
      throw new TypeError(`Unable to parse \`${value}\` as valid JSON.`);
    }
  },
};
