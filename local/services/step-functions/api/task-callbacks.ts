import { AwsError } from '../../../gateway/aws-error.ts';
import type { Operation } from '../../../gateway/service.ts';
import type { TaskTokens } from '../execution/task-tokens.ts';
import { fitsPayload } from '../json.ts';

export const sendTaskSuccess =
  (tokens: TaskTokens): Operation =>
  (input) => {
    tokens.settle(input.taskToken, { output: checkOutput(input.output) });
    return {};
  };

export const sendTaskFailure =
  (tokens: TaskTokens): Operation =>
  (input) => {
    tokens.settle(input.taskToken, {
      failure: {
        ...(input.error === undefined ? {} : { error: String(input.error) }),
        ...(input.cause === undefined ? {} : { cause: String(input.cause) }),
      },
    });
    return {};
  };

export const sendTaskHeartbeat =
  (tokens: TaskTokens): Operation =>
  (input) => {
    tokens.beat(input.taskToken);
    return {};
  };

/** AWS: JSON text of at most 256 KiB. */
const checkOutput = (output: unknown): string => {
  const text = typeof output === 'string' ? output : '';
  try {
    JSON.parse(text);
  } catch {
    throw new AwsError('InvalidOutput', "Invalid Output: 'The output is not valid JSON'");
  }
  if (!fitsPayload(text)) throw new AwsError('InvalidOutput', "Invalid Output: 'The output exceeds 262144 bytes'");
  return text;
};
