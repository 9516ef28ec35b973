import { invalidParameter, notAuthorized } from './errors.ts';
import type { Client, Pool, SchemaAttribute, User } from './records.ts';

export interface Attribute {
  Name: string;
  Value: string;
}

/** The standard attributes of OpenID Connect that every pool has. */
export const STANDARD_ATTRIBUTES = [
  'sub',
  'name',
  'given_name',
  'family_name',
  'middle_name',
  'nickname',
  'preferred_username',
  'profile',
  'picture',
  'website',
  'email',
  'email_verified',
  'gender',
  'birthdate',
  'zoneinfo',
  'locale',
  'phone_number',
  'phone_number_verified',
  'address',
  'updated_at',
];

/** Standard attributes by their name, custom ones as `custom:<name>`. */
export const schemaName = ({ Name }: SchemaAttribute): string =>
  STANDARD_ATTRIBUTES.includes(Name) || Name.startsWith('custom:') ? Name : `custom:${Name}`;

const definition = (pool: Pool, name: string): SchemaAttribute | undefined =>
  pool.settings.Schema?.find((attribute) => schemaName(attribute) === name);

export const asRecord = (attributes: Attribute[] | undefined): Record<string, string> =>
  Object.fromEntries((attributes ?? []).map(({ Name, Value }) => [Name, Value ?? '']));

export const asList = (attributes: Record<string, string>): Attribute[] =>
  Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));

/** Refuses values that the pool's schema does not take. `byAdmin` may say that an address is verified. */
export const checkAttributes = (pool: Pool, attributes: Record<string, string>, byAdmin: boolean): void => {
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'sub') throw invalidParameter('user.sub: Attribute cannot be updated.\n');
    if (!byAdmin && name.endsWith('_verified'))
      throw notAuthorized('A client attempted to write unauthorized attribute');
    const attribute = definition(pool, name);
    if (!attribute && !STANDARD_ATTRIBUTES.includes(name))
      throw invalidParameter(
        `Attributes did not conform to the schema: Type for attribute {${name}} could not be determined`,
      );
    if (name === 'email' && !/^[^\s@]+@[^\s@]+$/.test(value)) throw invalidParameter('Invalid email address format.');
    if (name === 'phone_number' && !/^\+\d{1,15}$/.test(value)) throw invalidParameter('Invalid phone number format.');
    checkConstraints(name, value, attribute);
  }
};

const checkConstraints = (name: string, value: string, attribute: SchemaAttribute | undefined): void => {
  const wrong = (what: string) => invalidParameter(`Attributes did not conform to the schema: ${name}: ${what}\n`);
  const { MinLength = '0', MaxLength = '2048' } = attribute?.StringAttributeConstraints ?? {};
  if (value.length > Number(MaxLength)) throw wrong(`String must be no longer than ${MaxLength} characters`);
  if (value.length < Number(MinLength)) throw wrong(`String must be at least ${MinLength} characters`);
  if (attribute?.AttributeDataType === 'Number') {
    const { MinValue = '-Infinity', MaxValue = 'Infinity' } = attribute.NumberAttributeConstraints ?? {};
    const number = Number(value);
    if (!Number.isFinite(number) || number < Number(MinValue) || number > Number(MaxValue))
      throw wrong('Number out of range');
  }
  if (attribute?.AttributeDataType === 'Boolean' && !['true', 'false'].includes(value)) throw wrong('Not a boolean');
};

export const checkRequired = (pool: Pool, attributes: Record<string, string>): void => {
  for (const attribute of pool.settings.Schema ?? [])
    if (attribute.Required && !attributes[schemaName(attribute)])
      throw invalidParameter(
        `Attributes did not conform to the schema: ${schemaName(attribute)}: The attribute is required\n`,
      );
};

/** Sign-up sets an immutable attribute once; a later change is refused. */
export const checkMutable = (pool: Pool, user: User, changed: string[]): void => {
  for (const name of changed)
    if (definition(pool, name)?.Mutable === false && user.attributes[name] !== undefined)
      throw invalidParameter(`user.${name}: Attribute cannot be updated.\n`);
};

export const checkWritable = (client: Client, names: string[]): void => {
  const writable = client.settings.WriteAttributes;
  if (writable?.length && names.some((name) => !writable.includes(name)))
    throw notAuthorized('A client attempted to write unauthorized attribute');
};

/** What the client may see of a user. Without a list of its own it sees everything. */
export const readable = (client: Client, user: User): Record<string, string> => {
  const { ReadAttributes } = client.settings;
  if (!ReadAttributes?.length) return user.attributes;
  return Object.fromEntries(
    Object.entries(user.attributes).filter(([name]) => name === 'sub' || ReadAttributes.includes(name)),
  );
};
