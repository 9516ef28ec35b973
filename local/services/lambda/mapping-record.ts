/** An event source mapping, in the words of the Lambda API. */
export interface Mapping {
  UUID: string;
  EventSourceArn: string;
  FunctionArn: string;
  functionName: string;
  kind: 'sqs' | 'dynamodb';
  enabled: boolean;
  BatchSize: number;
  MaximumBatchingWindowInSeconds: number;
  FunctionResponseTypes: string[];
  FilterCriteria: { Filters: { Pattern: string }[] };
  LastModified: number;
  /** Queues */
  ScalingConfig?: { MaximumConcurrency?: number };
  /** Streams */
  StartingPosition?: 'TRIM_HORIZON' | 'LATEST';
  BisectBatchOnFunctionError?: boolean;
  /** -1: until the record expires. */
  MaximumRetryAttempts?: number;
  /** -1: 24 hours, as long as the stream keeps it. */
  MaximumRecordAgeInSeconds?: number;
  ParallelizationFactor?: number;
  DestinationConfig?: { OnFailure?: { Destination?: string } };
}

export interface MappingInput
  extends Partial<Omit<Mapping, 'UUID' | 'kind' | 'enabled' | 'functionName' | 'LastModified'>> {
  UUID?: string;
  FunctionName?: string;
  Enabled?: boolean | string;
}
