import { AwsError } from '../../gateway/aws-error.ts';

/** Seconds since the epoch (JSON), ISO text (the query protocol) or a date (from inside), in milliseconds. */
export const instantOf = (value: unknown, name: string): number => {
  if (value instanceof Date) return value.getTime();
  const instant = typeof value === 'number' ? value * 1000 : Date.parse(String(value));
  if (Number.isNaN(instant)) throw new AwsError('ValidationError', `The parameter ${name} must be a timestamp.`);
  return instant;
};

export const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
