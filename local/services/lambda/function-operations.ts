import { AwsError, Unsupported } from '../../gateway/aws-error.ts';
import type { House, Operation } from '../../gateway/service.ts';
import type { FunctionBook } from './function-book.ts';
import { configurationOf, type FunctionRecord } from './function-record.ts';
import type { FunctionRunner } from './function-runner.ts';
import type { FunctionPolicies } from './policy.ts';
import { functionRole } from './role-credentials.ts';

export type ReadObject = (bucket: string, key: string) => Promise<Buffer>;

interface CodeInput {
  /** Base64 text, or bytes. */
  ZipFile?: string | Uint8Array;
  S3Bucket?: string;
  S3Key?: string;
  ImageUri?: string;
}

export interface ConfigurationInput {
  FunctionName?: string;
  Runtime?: string;
  Role?: string;
  Handler?: string;
  Description?: string;
  Timeout?: number;
  MemorySize?: number;
  Environment?: { Variables?: Record<string, string> };
  Layers?: string[];
  Architectures?: string[];
  EphemeralStorage?: { Size: number };
  LoggingConfig?: { LogFormat?: string; ApplicationLogLevel?: string; SystemLogLevel?: string; LogGroup?: string };
  DeadLetterConfig?: { TargetArn?: string };
  PackageType?: string;
}

interface Parts {
  house: House;
  book: FunctionBook;
  pool: FunctionRunner;
  readObject: ReadObject;
  policies: FunctionPolicies;
}

/** What a function cannot be given here. */
const REFUSED = [
  ...['FileSystemConfigs', 'ImageConfig', 'VpcConfig', 'KMSKeyArn', 'KmsKeyArn', 'CodeSigningConfigArn', 'SnapStart'],
  ...['DurableConfig', 'CapacityProviderConfig', 'TenancyConfig'],
];

export const functionOperations = ({ house, book, pool, readObject, policies }: Parts): Record<string, Operation> => {
  const archiveOf = async (code: CodeInput): Promise<Buffer> => {
    if (code.ZipFile !== undefined) return Buffer.from(code.ZipFile as string, 'base64');
    if (code.S3Bucket && code.S3Key) return readObject(code.S3Bucket, code.S3Key);
    throw new Unsupported(code.ImageUri ? 'functions of container images' : 'functions without code');
  };
  const changed = (record: Parameters<FunctionBook['put']>[0]) => {
    const kept = book.put(record);
    pool.forget(kept.name);
    return configurationOf(kept);
  };
  return {
    async CreateFunction(input: ConfigurationInput & { Code: CodeInput; Tags?: Record<string, string> }) {
      const name = input.FunctionName ?? '';
      if (!/^[\w-]{1,64}$/.test(name)) throw new AwsError('ValidationException', `Invalid function name: ${name}`);
      if (book.find(name))
        throw new AwsError('ResourceConflictException', `Function already exist: ${name}`, { status: 409 });
      const record = configure(emptyRecord(name, book.arn(name), input.Tags ?? {}), input);
      checkRole(house, record);
      return changed({ ...record, ...book.keepCode(name, await archiveOf(input.Code ?? {})) });
    },
    async UpdateFunctionCode(input: CodeInput & { FunctionName: string; DryRun?: boolean; Architectures?: string[] }) {
      const { name } = book.get(input.FunctionName);
      const archive = await archiveOf(input);
      if (input.DryRun) return configurationOf(book.get(name));
      return changed({ ...book.get(name), ...book.keepCode(name, archive) });
    },
    UpdateFunctionConfiguration(input: ConfigurationInput & { FunctionName: string }) {
      const record = configure(book.get(input.FunctionName), input);
      if (input.Role !== undefined) checkRole(house, record);
      return changed(record);
    },
    GetFunction({ FunctionName }: { FunctionName: string }) {
      const record = book.get(FunctionName);
      return {
        Configuration: configurationOf(record),
        Code: { RepositoryType: 'S3' },
        Tags: record.tags,
        ...(record.reservedConcurrency !== undefined && {
          Concurrency: { ReservedConcurrentExecutions: record.reservedConcurrency },
        }),
      };
    },
    GetFunctionConfiguration: ({ FunctionName }: { FunctionName: string }) => configurationOf(book.get(FunctionName)),
    ListFunctions({ Marker = '', MaxItems = 50 }: { Marker?: string; MaxItems?: number | string }) {
      const left = book.all().filter(({ name }) => name > Marker);
      const page = left.slice(0, Math.min(Number(MaxItems), 50));
      return {
        Functions: page.map(configurationOf),
        ...(left.length > page.length && { NextMarker: page.at(-1)?.name }),
      };
    },
    DeleteFunction({ FunctionName }: { FunctionName: string }) {
      const { name } = book.get(FunctionName);
      book.delete(name);
      pool.forget(name);
      policies.forget(name);
      house.store.collection('lambda.event-invoke-config').delete(name);
    },
    PutFunctionConcurrency(input: { FunctionName: string; ReservedConcurrentExecutions: number | string }) {
      const ReservedConcurrentExecutions = Number(input.ReservedConcurrentExecutions);
      changed({ ...book.get(input.FunctionName), reservedConcurrency: ReservedConcurrentExecutions });
      return { ReservedConcurrentExecutions };
    },
    DeleteFunctionConcurrency(input: { FunctionName: string }) {
      const { reservedConcurrency: _, ...record } = book.get(input.FunctionName);
      changed(record);
    },
    ListTags: ({ Resource }: { Resource: string }) => ({ Tags: book.get(Resource).tags }),
    TagResource({ Resource, Tags }: { Resource: string; Tags: Record<string, string> }) {
      const record = book.get(Resource);
      book.put({ ...record, tags: { ...record.tags, ...Tags } });
    },
    UntagResource({
      Resource,
      tagKeys,
      TagKeys = tagKeys,
    }: {
      Resource: string;
      TagKeys?: string | string[];
      tagKeys?: string | string[];
    }) {
      const record = book.get(Resource);
      const gone = [TagKeys ?? []].flat();
      book.put({
        ...record,
        tags: Object.fromEntries(Object.entries(record.tags).filter(([key]) => !gone.includes(key))),
      });
    },
    ListVersionsByFunction: ({ FunctionName }: { FunctionName: string }) => ({
      Versions: [configurationOf(book.get(FunctionName))],
    }),
  };
};

const emptyRecord = (name: string, arn: string, tags: Record<string, string>) => ({
  ...{ name, arn, tags, role: '', runtime: '', handler: '', description: '', timeoutSeconds: 3, memoryMb: 128 },
  ...{ environment: {}, layers: [], architectures: ['x86_64'], ephemeralStorageMb: 512, codeSha256: '', codeSize: 0 },
  logging: { LogFormat: 'Text', LogGroup: `/aws/lambda/${name}` },
});

type Configured = Omit<FunctionRecord, 'revisionId' | 'lastModified'>;

/** Applies what is given over what was; checks it as AWS does. */
const configure = (record: Configured, input: ConfigurationInput): Configured => {
  for (const name of REFUSED)
    if (isGiven((input as Record<string, unknown>)[name])) throw new Unsupported(`${name} of Lambda functions`);
  if (input.PackageType !== undefined && input.PackageType !== 'Zip')
    throw new Unsupported('functions of container images');
  const { LogGroup, ...logging } = input.LoggingConfig ?? {};
  const next: Configured = {
    ...record,
    runtime: input.Runtime ?? record.runtime,
    role: input.Role ?? record.role,
    handler: input.Handler ?? record.handler,
    description: input.Description ?? record.description,
    timeoutSeconds: Number(input.Timeout ?? record.timeoutSeconds),
    memoryMb: Number(input.MemorySize ?? record.memoryMb),
    environment: input.Environment ? textValues(input.Environment.Variables ?? {}) : record.environment,
    layers: input.Layers ?? record.layers,
    architectures: input.Architectures ?? record.architectures,
    ephemeralStorageMb: Number(input.EphemeralStorage?.Size ?? record.ephemeralStorageMb),
    logging: { ...record.logging, ...logging, ...(LogGroup && { LogGroup }) },
  };
  if (input.DeadLetterConfig) {
    if (input.DeadLetterConfig.TargetArn) next.deadLetterArn = input.DeadLetterConfig.TargetArn;
    else delete next.deadLetterArn;
  }
  inRange('timeout', next.timeoutSeconds, 1, 900);
  inRange('memorySize', next.memoryMb, 128, 10_240);
  if (!/^arn:[^:]+:iam::\d{12}:role\/.+/.test(next.role))
    throw new AwsError(
      'ValidationException',
      `Value '${next.role}' at 'role' failed to satisfy constraint: Member must be the ARN of a role`,
    );
  // A layer's files would have to lie in /opt, which is this machine's own.
  if (next.layers.length > 0 && next.runtime.startsWith('nodejs')) throw new Unsupported('layers of Node.js functions');
  return next;
};

/** CDK writes `SnapStart: { ApplyOn: 'None' }` and empty VPC settings for "no". */
const isGiven = (value: unknown): boolean => {
  if (value === undefined || value === null || value === '' || value === 'None') return false;
  if (typeof value === 'object') return Object.values(value).some(isGiven);
  return true;
};

const textValues = (variables: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, String(value)]));

const inRange = (name: string, value: number, least: number, most: number) => {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  throw new AwsError(
    'ValidationException',
    `1 validation error detected: Value '${value}' at '${name}' failed to satisfy constraint: Member must be between ${least} and ${most}`,
  );
};

/** As AWS does when a function gets its role, and not only when it first needs it. */
const checkRole = (house: House, record: { name: string; arn: string; role: string }): void => {
  try {
    functionRole(house, record);
  } catch {
    throw new AwsError(
      'InvalidParameterValueException',
      `The role defined for the function cannot be assumed by Lambda: ${record.role}`,
    );
  }
};
