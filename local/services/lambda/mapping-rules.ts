import { compilePattern } from '../../event-pattern/compile.ts';
import { InvalidPattern } from '../../event-pattern/invalid-pattern.ts';
import { AwsError, Unsupported } from '../../gateway/aws-error.ts';
import type { House } from '../../gateway/service.ts';
import type { FunctionRecord } from './function-record.ts';
import type { Mapping } from './mapping-record.ts';
import { functionRole } from './role-credentials.ts';

const invalid = (message: string) => new AwsError('InvalidParameterValueException', message);

const REFUSED = [
  ...['TumblingWindowInSeconds', 'Topics', 'Queues', 'SourceAccessConfigurations', 'SelfManagedEventSource'],
  ...['StartingPositionTimestamp', 'KMSKeyArn', 'KmsKeyArn', 'ProvisionedPollerConfig', 'LoggingConfig'],
];

/** Refuses what AWS refuses, and by name what is not imitated. */
export const mappingRules = async (house: House, record: FunctionRecord, mapping: Mapping): Promise<void> => {
  for (const name of REFUSED)
    if ((mapping as unknown as Record<string, unknown>)[name])
      throw new Unsupported(`${name} of event source mappings`);
  const { BatchSize, MaximumBatchingWindowInSeconds: window, FunctionResponseTypes, FilterCriteria } = mapping;
  if (!(window >= 0 && window <= 300)) throw invalid('MaximumBatchingWindowInSeconds must be between 0 and 300');
  for (const type of FunctionResponseTypes)
    if (type !== 'ReportBatchItemFailures') throw invalid(`Unsupported function response type ${type}`);
  for (const { Pattern } of FilterCriteria.Filters ?? []) checkPattern(Pattern);
  if (mapping.kind === 'sqs') await queueRules(house, record, mapping);
  else streamRules(house, record, mapping);
  const most = mapping.kind === 'sqs' && window < 1 ? 10 : 10_000;
  if (BatchSize < 1 || BatchSize > 10_000) throw invalid('BatchSize must be between 1 and 10000');
  if (BatchSize > most)
    throw invalid('Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10');
};

const queueRules = async (house: House, record: FunctionRecord, mapping: Mapping): Promise<void> => {
  const concurrency = mapping.ScalingConfig?.MaximumConcurrency;
  if (concurrency !== undefined && !(concurrency >= 2 && concurrency <= 1000))
    throw invalid('MaximumConcurrency must be between 2 and 1000');
  const principal = functionRole(house, record);
  const queue = mapping.EventSourceArn.split(':').at(-1);
  mayRead(house, record, mapping.EventSourceArn, 'sqs', ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes']);
  const { Attributes } = await house.aws.call<{ Attributes: { VisibilityTimeout?: string } }>({
    service: 'sqs',
    operation: 'GetQueueAttributes',
    input: { QueueUrl: `${house.url}/${house.account}/${queue}`, AttributeNames: ['VisibilityTimeout'] },
    principal,
  });
  const visibility = Number(Attributes.VisibilityTimeout ?? 30);
  if (visibility < record.timeoutSeconds)
    throw invalid(
      `Queue visibility timeout: ${visibility} seconds is less than Function timeout: ${record.timeoutSeconds} seconds`,
    );
};

/** AWS makes sure, when a mapping is made, that the function's role may read its source. */
const mayRead = (house: House, record: FunctionRecord, arn: string, service: string, actions: string[]): void => {
  const role = functionRole(house, record);
  for (const name of actions) {
    // ListStreams has no resource.
    const access = { action: `${service}:${name}`, resource: name === 'ListStreams' ? '*' : arn };
    if (!house.authorization.allows(role, access))
      throw invalid(`The provided execution role does not have permissions to call ${name} on ${arn}`);
  }
};

const streamRules = (house: House, record: FunctionRecord, mapping: Mapping): void => {
  const actions = ['GetRecords', 'GetShardIterator', 'DescribeStream', 'ListStreams'];
  mayRead(house, record, mapping.EventSourceArn, 'dynamodb', actions);
  if (mapping.StartingPosition !== 'TRIM_HORIZON' && mapping.StartingPosition !== 'LATEST')
    throw invalid('StartingPosition must be TRIM_HORIZON or LATEST for DynamoDB streams');
  if ((mapping.ParallelizationFactor ?? 1) !== 1) throw new Unsupported('ParallelizationFactor other than 1');
  const { MaximumRetryAttempts: attempts = -1, MaximumRecordAgeInSeconds: age = -1 } = mapping;
  if (attempts < -1 || attempts > 10_000) throw invalid('MaximumRetryAttempts must be between -1 and 10000');
  if (age !== -1 && (age < 60 || age > 604_800))
    throw invalid('MaximumRecordAgeInSeconds must be -1 or between 60 and 604800');
};

const checkPattern = (pattern: string): void => {
  try {
    compilePattern(pattern);
  } catch (error) {
    if (error instanceof InvalidPattern) throw invalid(`Invalid filter pattern definition. ${error.message}`);
    throw error;
  }
};
