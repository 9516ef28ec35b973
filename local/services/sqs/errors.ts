import { AwsError } from '../../gateway/aws-error.ts';

/** SQS names an error twice: as its JSON shape, and (for older SDKs) as the query protocol did. */
const failure = (code: string, queryErrorCode: string, message: string) =>
  new AwsError(code, message, { detail: { queryErrorCode } });

export const queueDoesNotExist = () =>
  failure('QueueDoesNotExist', 'AWS.SimpleQueueService.NonExistentQueue', 'The specified queue does not exist.');

export const queueNameExists = (attribute: string) =>
  failure(
    'QueueNameExists',
    'QueueAlreadyExists',
    `A queue already exists with the same name and a different value for attribute ${attribute}`,
  );

export const invalidParameter = (message: string) =>
  failure('InvalidParameterValueException', 'InvalidParameterValue', message);

export const missingParameter = (name: string) =>
  failure('MissingRequiredParameterException', 'MissingParameter', `The request must contain the parameter ${name}.`);

export const invalidAttributeName = (name: string) =>
  failure('InvalidAttributeName', 'InvalidAttributeName', `Unknown Attribute ${name}.`);

export const invalidAttributeValue = (name: string, reason = '') =>
  failure(
    'InvalidAttributeValue',
    'InvalidAttributeValue',
    `Invalid value for the parameter ${name}.${reason && ` Reason: ${reason}`}`,
  );

export const invalidReceiptHandle = () =>
  failure('ReceiptHandleIsInvalid', 'ReceiptHandleIsInvalid', 'The input receipt handle is invalid.');

export const messageNotInFlight = () =>
  failure(
    'MessageNotInflight',
    'AWS.SimpleQueueService.MessageNotInflight',
    'The message referred to is not in flight.',
  );

export const invalidContents = () =>
  failure(
    'InvalidMessageContents',
    'InvalidMessageContents',
    'The message contains characters outside the allowed set.',
  );

export const overLimit = () =>
  failure('OverLimit', 'OverLimit', 'Too many messages are in flight; delete some before receiving more.');

export const emptyBatch = () =>
  failure(
    'EmptyBatchRequest',
    'AWS.SimpleQueueService.EmptyBatchRequest',
    'There should be at least one entry in the request.',
  );

export const tooManyEntries = (count: number) =>
  failure(
    'TooManyEntriesInBatchRequest',
    'AWS.SimpleQueueService.TooManyEntriesInBatchRequest',
    `Maximum number of entries per request are 10. You have sent ${count}.`,
  );

export const idsNotDistinct = (id: string) =>
  failure('BatchEntryIdsNotDistinct', 'AWS.SimpleQueueService.BatchEntryIdsNotDistinct', `Id ${id} repeated.`);

export const invalidBatchId = () =>
  failure(
    'InvalidBatchEntryId',
    'AWS.SimpleQueueService.InvalidBatchEntryId',
    'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
  );

export const batchTooLong = (limit: number, size: number) =>
  failure(
    'BatchRequestTooLong',
    'AWS.SimpleQueueService.BatchRequestTooLong',
    `Batch requests cannot be longer than ${limit} bytes. You have sent ${size} bytes.`,
  );

export const purgeInProgress = (name: string) =>
  failure(
    'PurgeQueueInProgress',
    'AWS.SimpleQueueService.PurgeQueueInProgress',
    `Only one PurgeQueue operation on ${name} is allowed every 60 seconds.`,
  );

export const resourceNotFound = (message: string) =>
  failure('ResourceNotFoundException', 'ResourceNotFoundException', message);

export const unsupportedOperation = (message: string) =>
  failure('UnsupportedOperation', 'AWS.SimpleQueueService.UnsupportedOperation', message);
