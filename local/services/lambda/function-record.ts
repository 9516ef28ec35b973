import { AwsError } from '../../gateway/aws-error.ts';

/** A function as it is kept; the code lies unzipped in a folder named after its hash. */
export interface FunctionRecord {
  name: string;
  arn: string;
  role: string;
  /** `nodejs24.x` runs; any other is kept and refused when invoked. */
  runtime: string;
  handler: string;
  description: string;
  timeoutSeconds: number;
  memoryMb: number;
  environment: Record<string, string>;
  layers: string[];
  architectures: string[];
  ephemeralStorageMb: number;
  logging: { LogFormat: string; ApplicationLogLevel?: string; SystemLogLevel?: string; LogGroup: string };
  deadLetterArn?: string;
  reservedConcurrency?: number;
  tags: Record<string, string>;
  /** Base64, as AWS answers it. */
  codeSha256: string;
  codeSize: number;
  /** ISO 8601 */
  lastModified: string;
  /** Changes with every change of code or configuration: warm workers of another revision are stale. */
  revisionId: string;
}

/** GetFunctionConfiguration's answer. Changes are complete when they are answered, so no state is ever pending. */
export const configurationOf = (record: FunctionRecord) => ({
  FunctionName: record.name,
  FunctionArn: record.arn,
  Runtime: record.runtime,
  Role: record.role,
  Handler: record.handler,
  CodeSize: record.codeSize,
  Description: record.description,
  Timeout: record.timeoutSeconds,
  MemorySize: record.memoryMb,
  LastModified: record.lastModified,
  CodeSha256: record.codeSha256,
  Version: '$LATEST',
  Environment: { Variables: record.environment },
  TracingConfig: { Mode: 'PassThrough' },
  RevisionId: record.revisionId,
  ...(record.layers.length > 0 && { Layers: record.layers.map((Arn) => ({ Arn, CodeSize: 0 })) }),
  ...(record.deadLetterArn && { DeadLetterConfig: { TargetArn: record.deadLetterArn } }),
  State: 'Active',
  LastUpdateStatus: 'Successful',
  PackageType: 'Zip',
  Architectures: record.architectures,
  EphemeralStorage: { Size: record.ephemeralStorageMb },
  SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
  LoggingConfig: record.logging,
});

/** Takes a name, a partial ARN (`123456789012:function:name`) or an ARN; a qualifier of `$LATEST` is dropped. */
export const functionName = (nameOrArn: string): string => {
  const match = /^(?:arn:[^:]+:lambda:[^:]+:\d+:function:|\d+:function:)?([\w-]+)(?::([$\w-]+))?$/.exec(nameOrArn);
  if (!match?.[1]) throw new AwsError('ValidationException', `Value '${nameOrArn}' at 'functionName' is not valid`);
  return match[1];
};
