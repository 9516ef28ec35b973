import { randomUUID } from 'node:crypto';
import { AwsError, Unsupported } from '../../gateway/aws-error.ts';
import type { House, Principal, Properties, ResourceProvider } from '../../gateway/service.ts';

/** CloudFormation calls with the rights of who deploys, and that is the account's holder. */
const CLOUDFORMATION: Principal = { kind: 'account' };

type ApiCall = <T = Record<string, unknown>>(operation: string, input: Record<string, unknown>) => Promise<T>;

/** The resource types of Lambda beside the function itself. */
export const otherResources = (house: House): Record<string, ResourceProvider> => {
  const call: ApiCall = (operation, input) =>
    house.aws.call({ service: 'lambda', operation, input, principal: CLOUDFORMATION });
  return {
    'AWS::Lambda::Permission': permission(call),
    'AWS::Lambda::EventSourceMapping': eventSourceMapping(call),
    'AWS::Lambda::EventInvokeConfig': eventInvokeConfig(call),
    'AWS::Lambda::LayerVersion': layerVersion(house),
  };
};

const unlessGone = async (work: Promise<unknown>): Promise<void> => {
  await work.catch((error: unknown) => {
    if (!(error instanceof AwsError && error.code === 'ResourceNotFoundException')) throw error;
  });
};

const permission = (call: ApiCall): ResourceProvider => ({
  async create(properties, context) {
    if (properties.InvokedViaFunctionUrl !== undefined || properties.FunctionUrlAuthType !== undefined)
      throw new Unsupported('permissions of function URLs');
    const StatementId = context.generateName(100);
    await call('AddPermission', { ...properties, StatementId });
    return { physicalId: StatementId, attributes: { Id: StatementId } };
  },
  delete: (state, properties) =>
    unlessGone(call('RemovePermission', { FunctionName: properties.FunctionName, StatementId: state.physicalId })),
});

/** Properties that the update of a mapping may not change. */
const FIXED = ['EventSourceArn', 'StartingPosition', 'StartingPositionTimestamp'];
/** What the API keeps when an update is silent about it, while a template that is silent means the default. */
const MAPPING_DEFAULTS = {
  Enabled: true,
  MaximumBatchingWindowInSeconds: 0,
  FunctionResponseTypes: [],
  FilterCriteria: { Filters: [] },
  ScalingConfig: {},
  DestinationConfig: {},
};

const withNumbers = (properties: Properties): Properties => {
  const { Tags: _, MetricsConfig: __, ...rest } = properties;
  return Object.fromEntries(
    Object.entries(rest).map(([name, value]) => [name, /^-?\d+$/.test(String(value)) ? Number(value) : value]),
  );
};

const eventSourceMapping = (call: ApiCall): ResourceProvider => ({
  async create(properties) {
    const { UUID, EventSourceMappingArn } = await call<{ UUID: string; EventSourceMappingArn: string }>(
      'CreateEventSourceMapping',
      withNumbers(properties),
    );
    return { physicalId: UUID, attributes: { Id: UUID, EventSourceMappingArn } };
  },
  async update(state, properties, previous) {
    if (FIXED.some((name) => properties[name] !== previous[name])) return 'replace';
    const BatchSize = String(properties.EventSourceArn).split(':')[2] === 'sqs' ? 10 : 100;
    await call('UpdateEventSourceMapping', {
      ...MAPPING_DEFAULTS,
      BatchSize,
      ...withNumbers(properties),
      UUID: state.physicalId,
    });
    return state;
  },
  delete: (state) => unlessGone(call('DeleteEventSourceMapping', { UUID: state.physicalId })),
});

const eventInvokeConfig = (call: ApiCall): ResourceProvider => {
  const put = async (properties: Properties) => {
    if (properties.Qualifier !== undefined && properties.Qualifier !== '$LATEST')
      throw new Unsupported('AWS::Lambda::EventInvokeConfig of versions and aliases');
    const { Qualifier: _, ...input } = withNumbers(properties);
    await call('PutFunctionEventInvokeConfig', input);
    return { physicalId: `${properties.FunctionName}|$LATEST`, attributes: {} };
  };
  return {
    create: put,
    update: async (_state, properties, previous) =>
      properties.FunctionName === previous.FunctionName ? put(properties) : 'replace',
    delete: (_state, { FunctionName }) => unlessGone(call('DeleteFunctionEventInvokeConfig', { FunctionName })),
  };
};

/** Kept by name only: CDK's bucket deployment brings one for a Python function that the endpoint does not run. */
const layerVersion = (house: House): ResourceProvider => ({
  async create(properties, context) {
    const name = String(properties.LayerName ?? context.generateName(64));
    const arn = `arn:aws:lambda:${house.region}:${house.account}:layer:${name}:${parseInt(randomUUID().slice(0, 6), 16)}`;
    return { physicalId: arn, attributes: { LayerVersionArn: arn } };
  },
  delete: async () => {},
});
