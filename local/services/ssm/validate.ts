import { AwsError, Unsupported } from '../../gateway/aws-error.ts';
import type { PutInput } from './parameters.ts';

const TYPES = ['String', 'StringList', 'SecureString'];
/** A standard parameter holds 4 KB, an advanced one 8 KB. */
const LARGEST_VALUE: Record<string, number> = { Standard: 4096, Advanced: 8192, 'Intelligent-Tiering': 8192 };

/** Refuses what PutParameter refuses. `existing` tells whether a version is there that lends its type. */
export const validatePut = (input: PutInput & { Policies?: string }, existing: boolean): void => {
  const invalid = (message: string): never => {
    throw new AwsError('ValidationException', message);
  };
  validateName(input.Name);
  if (typeof input.Value !== 'string' || input.Value === '') invalid('Parameter value cannot be empty.');
  if (input.Type !== undefined && !TYPES.includes(input.Type))
    invalid(`The parameter type ${input.Type} is not one of ${TYPES.join(', ')}.`);
  if (input.Type === undefined && !existing) invalid('A parameter type is required when you create a parameter.');
  if (input.Policies) throw new Unsupported('SSM parameter policies');
  if (input.DataType && input.DataType !== 'text')
    throw new Unsupported(`the SSM parameter data type ${input.DataType}`);
  if (input.Overwrite && input.Tags?.length)
    invalid(
      "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please remove overwrite flag.",
    );
  const tier = input.Tier ?? 'Standard';
  const largest = LARGEST_VALUE[tier];
  if (largest === undefined) throw new AwsError('ValidationException', `The parameter tier ${tier} is not known.`);
  if (Buffer.byteLength(input.Value) > largest) {
    if (tier === 'Standard')
      invalid(
        'Standard tier parameters support a maximum parameter value of 4096 characters. To create a larger parameter value, upgrade the parameter to use the advanced-parameter tier.',
      );
    throw new AwsError('ValidationException', `The parameter value exceeds ${largest} bytes.`);
  }
  if (input.AllowedPattern && !new RegExp(`^(?:${input.AllowedPattern})$`).test(input.Value))
    throw new AwsError(
      'ParameterPatternMismatchException',
      `Parameter value, can't be validated against allowedPattern: ${input.AllowedPattern}`,
    );
};

export const validateName = (name: unknown): void => {
  if (typeof name !== 'string' || !/^[A-Za-z0-9_.\-/]{1,1011}$/.test(name))
    throw new AwsError(
      'ValidationException',
      'Parameter name: can be formed of letters, digits, and the symbols . - _ /.',
    );
  const levels = name.split('/').filter(Boolean);
  if (levels.length === 0) throw new AwsError('ValidationException', 'Parameter name must not be empty.');
  if (/^(aws|ssm)/i.test(levels[0] ?? ''))
    throw new AwsError(
      'ValidationException',
      `Parameter name: can't be prefixed with "aws" or "ssm" (case-insensitive).`,
    );
  if (levels.length > 15)
    throw new AwsError('HierarchyLevelLimitExceededException', 'A parameter name can have at most 15 levels.');
  if (name.slice(1).includes('/') && !name.startsWith('/'))
    throw new AwsError(
      'ValidationException',
      `Parameter name must be a fully qualified name that starts with "/": ${name}`,
    );
};

/** A page of `items`, and the token of the next. */
export const page = <Item>(
  items: Item[],
  size: number,
  token: string | undefined,
): { items: Item[]; next?: string } => {
  const from = token === undefined ? 0 : Number(Buffer.from(token, 'base64url').toString());
  if (!Number.isSafeInteger(from) || from < 0)
    throw new AwsError('InvalidNextToken', 'The specified token is not valid.');
  const to = from + size;
  return {
    items: items.slice(from, to),
    ...(to < items.length && { next: Buffer.from(String(to)).toString('base64url') }),
  };
};

export const pageSize = (asked: unknown, most: number): number => {
  if (asked === undefined) return most;
  if (typeof asked !== 'number' || asked < 1 || asked > most)
    throw new AwsError('ValidationException', `MaxResults must be between 1 and ${most}.`);
  return asked;
};
