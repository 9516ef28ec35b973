import { isDeepStrictEqual } from 'node:util';
import { AwsError } from '../../gateway/aws-error.ts';
import type { House, Principal, Properties, ResourceProvider, ResourceState } from '../../gateway/service.ts';
import { zipOfOneFile } from './make-zip.ts';

/** CloudFormation calls with the rights of who deploys, and that is the account's holder. */
const CLOUDFORMATION: Principal = { kind: 'account' };

type Code = { ZipFile?: string; S3Bucket?: string; S3Key?: string; ImageUri?: string };

/** AWS::Lambda::Function. `Ref` is the name, `Arn` the ARN. */
export const functionResource = (house: House): ResourceProvider => {
  const call = <T = Record<string, unknown>>(operation: string, input: Record<string, unknown>) =>
    house.aws.call<T>({ service: 'lambda', operation, input, principal: CLOUDFORMATION });
  const state = (name: string, Arn: string): ResourceState => ({ physicalId: name, attributes: { Arn } });
  const concurrency = async (FunctionName: string, wanted: unknown, before: unknown) => {
    if (wanted === before) return;
    if (wanted === undefined) await call('DeleteFunctionConcurrency', { FunctionName });
    else await call('PutFunctionConcurrency', { FunctionName, ReservedConcurrentExecutions: wanted });
  };
  return {
    async create(properties, context) {
      const FunctionName = String(properties.FunctionName ?? context.generateName(64));
      const own = (properties.Tags ?? []) as { Key: string; Value: string }[];
      const Tags = { ...context.tags, ...Object.fromEntries(own.map(({ Key, Value }) => [Key, Value])) };
      const { FunctionArn } = await call<{ FunctionArn: string }>('CreateFunction', {
        ...configuration(properties),
        FunctionName,
        Code: code(properties),
        Tags,
      });
      await concurrency(FunctionName, properties.ReservedConcurrentExecutions, undefined);
      return state(FunctionName, FunctionArn);
    },
    async update(current, properties, previous) {
      for (const name of ['FunctionName', 'PackageType']) if (properties[name] !== previous[name]) return 'replace';
      const FunctionName = current.physicalId;
      if (!isDeepStrictEqual(configuration(properties), configuration(previous)))
        // What the template no longer says goes back to its default.
        await call('UpdateFunctionConfiguration', { ...DEFAULTS, ...configuration(properties), FunctionName });
      if (!isDeepStrictEqual(properties.Code, previous.Code))
        await call('UpdateFunctionCode', { ...code(properties), FunctionName });
      await concurrency(FunctionName, properties.ReservedConcurrentExecutions, previous.ReservedConcurrentExecutions);
      return current;
    },
    async delete(current) {
      await call('DeleteFunction', { FunctionName: current.physicalId }).catch((error: unknown) => {
        if (!(error instanceof AwsError && error.code === 'ResourceNotFoundException')) throw error;
      });
    },
  };
};

const DEFAULTS = { Timeout: 3, MemorySize: 128, Description: '', Environment: {}, Layers: [], DeadLetterConfig: {} };

/** Accepted without effect: X-Ray tracing, runtime updates and the loop detection of AWS. */
const WITHOUT_EFFECT = ['TracingConfig', 'RuntimeManagementConfig', 'RecursiveLoop'];

const configuration = (properties: Properties): Properties => {
  const { Code: _, Tags: __, ReservedConcurrentExecutions: ___, FunctionName: ____, ...rest } = properties;
  return Object.fromEntries(Object.entries(rest).filter(([name]) => !WITHOUT_EFFECT.includes(name)));
};

/** Inline code becomes an archive of the one file that AWS makes of it. */
const code = (properties: Properties): Properties => {
  const { ZipFile, ...rest } = (properties.Code ?? {}) as Code;
  if (ZipFile === undefined) return rest;
  const extension = String(properties.Runtime).startsWith('python') ? 'py' : 'js';
  return { ZipFile: zipOfOneFile(`index.${extension}`, Buffer.from(ZipFile)).toString('base64') };
};
