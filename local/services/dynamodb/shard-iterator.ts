import { AwsError } from '../../gateway/aws-error.ts';

/** As on AWS, an iterator names its stream (the engine's own does not): `<stream's ARN>|1|<position>`. */
export const asShown = (stream: string, engine: string): string => `${stream}|1|${engine}`;

/** Throws ValidationException for what is no iterator. */
export const readIterator = (iterator: unknown): { stream: string; engine: string } => {
  const [stream, version, engine] = String(iterator).split('|');
  if (stream?.startsWith('arn:') && version === '1' && engine) return { stream, engine };
  throw new AwsError('ValidationException', 'Invalid ShardIterator.');
};
