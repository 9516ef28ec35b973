import { AwsError } from '../../gateway/aws-error.ts';
import type { Idp } from './idp.ts';
import type { LambdaConfig, Pool, User } from './records.ts';

export type Trigger = Exclude<keyof LambdaConfig, 'PreTokenGenerationConfig'>;

interface TriggerCall {
  trigger: Trigger;
  source: string;
  clientId: string;
  request?: Record<string, unknown>;
  /** What the function finds to fill in. */
  response?: Record<string, unknown>;
}

/** The `response` a trigger's function leaves, or undefined where the pool has no such trigger. */
export const runTrigger = async (
  idp: Idp,
  pool: Pool,
  user: Pick<User, 'username' | 'attributes' | 'status'>,
  { trigger, source, clientId, request = {}, response = {} }: TriggerCall,
): Promise<Record<string, unknown> | undefined> => {
  const { LambdaConfig } = pool.settings;
  const versioned = trigger === 'PreTokenGeneration' ? LambdaConfig?.PreTokenGenerationConfig : undefined;
  const FunctionName = versioned?.LambdaArn ?? LambdaConfig?.[trigger];
  if (!FunctionName) return undefined;
  const event = {
    version: versioned?.LambdaVersion === 'V2_0' ? '2' : '1',
    region: idp.house.region,
    userPoolId: pool.id,
    userName: user.username,
    callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId },
    triggerSource: source,
    request: { userAttributes: { ...user.attributes, 'cognito:user_status': user.status }, ...request },
    response,
  };
  const answer = await idp.house.aws.call<{ FunctionError?: string; Payload?: Uint8Array | string }>({
    service: 'lambda',
    operation: 'Invoke',
    input: { FunctionName, InvocationType: 'RequestResponse', Payload: Buffer.from(JSON.stringify(event)) },
    principal: { kind: 'service', service: 'cognito-idp.amazonaws.com', sourceArn: pool.arn },
  });
  const text = typeof answer.Payload === 'string' ? answer.Payload : Buffer.from(answer.Payload ?? []).toString();
  if (answer.FunctionError) throw failed(trigger, text);
  const returned = parse(text);
  if (typeof returned?.response !== 'object' || returned.response === null)
    throw new AwsError('InvalidLambdaResponseException', 'Unrecognizable lambda output');
  return returned.response as Record<string, unknown>;
};

const failed = (trigger: Trigger, text: string): AwsError => {
  const message = parse(text)?.errorMessage;
  return new AwsError(
    'UserLambdaValidationException',
    `${trigger} failed with error ${typeof message === 'string' ? message : 'unknown'}.`,
  );
};

const parse = (text: string): Record<string, unknown> | undefined => {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return undefined;
  }
};
