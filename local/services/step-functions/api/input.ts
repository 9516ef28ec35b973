import { AwsError } from '../../../gateway/aws-error.ts';
import { fitsPayload } from '../json.ts';

const validation = (message: string) => new AwsError('ValidationException', message);

export const requiredText = (value: unknown, member: string): string => {
  if (typeof value === 'string' && value !== '') return value;
  throw validation(
    `1 validation error detected: Value null at '${member}' failed to satisfy constraint: Member must not be null`,
  );
};

/** AWS: 1 to 80 characters, without spaces, brackets, wildcards, other signs or control characters. */
export const checkName = (name: unknown): string => {
  if (typeof name === 'string' && name.length >= 1 && name.length <= 80 && ![...name].some(isForbidden)) return name;
  throw new AwsError('InvalidName', `Invalid Name: '${String(name)}'`);
};

const isForbidden = (letter: string): boolean => {
  const code = letter.charCodeAt(0);
  return /[\s<>{}[\]?*"#%\\^|~`$&,;:/]/.test(letter) || code < 0x20 || (code >= 0x7f && code <= 0x9f);
};

/** The input of an execution: JSON text of at most 256 KiB, `{}` where none is given. */
export const executionInput = (input: unknown): string => {
  if (input === undefined || input === null) return '{}';
  const text = String(input);
  if (!fitsPayload(text))
    throw validation(
      "Value at 'input' failed to satisfy constraint: Member must have length less than or equal to 262144",
    );
  try {
    JSON.parse(text);
  } catch (error) {
    throw new AwsError(
      'InvalidExecutionInput',
      `Invalid State Machine Execution Input: '${error instanceof Error ? error.message : 'not JSON'}'`,
    );
  }
  return text;
};

const LARGEST_PAGE = 1000;

/** One page of a list. The token is the position in it. */
export const pageOf = <T>(
  items: readonly T[],
  maxResults: unknown,
  nextToken: unknown,
): { page: T[]; nextToken?: string } => {
  const size = typeof maxResults === 'number' && maxResults > 0 ? Math.min(maxResults, LARGEST_PAGE) : 100;
  const start = nextToken === undefined || nextToken === null ? 0 : positionOf(nextToken);
  const end = start + size;
  return {
    page: items.slice(start, end),
    ...(end < items.length ? { nextToken: Buffer.from(`after:${end}`).toString('base64') } : {}),
  };
};

const positionOf = (token: unknown): number => {
  const position = /^after:(\d+)$/.exec(Buffer.from(String(token), 'base64').toString())?.[1];
  if (position === undefined) throw new AwsError('InvalidToken', "Invalid Token: 'Invalid token'");
  return Number(position);
};
