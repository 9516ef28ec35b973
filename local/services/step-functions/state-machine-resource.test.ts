import { expect, it } from 'vitest';
import type { ResourceContext } from '../../gateway/service.ts';
import { testHouse } from '../../testing/house.ts';
import { createStepFunctions } from './step-functions.ts';
import { ROLE } from './step-functions-fixture.ts';

const context: ResourceContext = {
  stackId: 's',
  stackName: 's',
  logicalId: 'L',
  tags: { stack: 's' },
  generateName: () => 's-L-1',
};

const definition = (output: string) =>
  JSON.stringify({
    QueryLanguage: 'JSONata',
    StartAt: 'A',
    States: { A: { Type: 'Pass', Output: { to: output }, End: true } },
  });

const setUp = () => {
  const house = testHouse();
  const objects: Record<string, string> = { 'b/k': definition('$' + '{Target}') };
  const service = createStepFunctions(house, {
    readObject: async (bucket, key) => Buffer.from(objects[`${bucket}/${key}`] ?? ''),
  });
  house.add(service);
  const provider = service.resources?.['AWS::StepFunctions::StateMachine'];
  if (!provider?.update) throw new Error('no provider');
  const describe = (stateMachineArn: string) =>
    house.aws.call({
      service: 'states',
      operation: 'DescribeStateMachine',
      input: { stateMachineArn },
      principal: { kind: 'account' },
    });
  return { provider, update: provider.update, describe };
};

it('reads its definition from S3, fills placeholders in, and is known by its ARN', async () => {
  const { provider, describe } = setUp();
  const properties = {
    RoleArn: ROLE,
    StateMachineType: 'EXPRESS',
    DefinitionS3Location: { Bucket: 'b', Key: 'k' },
    DefinitionSubstitutions: { Target: 'a "quoted" name' },
    LoggingConfiguration: {
      Level: 'ERROR',
      IncludeExecutionData: false,
      Destinations: [{ CloudWatchLogsLogGroup: { LogGroupArn: 'arn' } }],
    },
  };
  const state = await provider.create(properties, context);
  expect(state).toEqual({
    physicalId: 'arn:aws:states:us-east-1:000000000000:stateMachine:s-L-1',
    attributes: { Arn: state.physicalId, Name: 's-L-1', StateMachineRevisionId: 'INITIAL' },
  });
  expect(await describe(state.physicalId)).toMatchObject({
    type: 'EXPRESS',
    definition: definition('a "quoted" name'),
    loggingConfiguration: { level: 'ERROR', destinations: [{ cloudWatchLogsLogGroup: { logGroupArn: 'arn' } }] },
  });
});

it('changes its definition in place, is replaced with another type, and goes', async () => {
  const { provider, update, describe } = setUp();
  const first = { RoleArn: ROLE, DefinitionString: definition('one') };
  const state = await provider.create(first, context);
  const second = { ...first, DefinitionString: definition('two') };
  const changed = await update(state, second, first, context);
  expect(changed).toMatchObject({
    physicalId: state.physicalId,
    attributes: { StateMachineRevisionId: expect.stringMatching(/-/) },
  });
  expect(await describe(state.physicalId)).toMatchObject({ definition: definition('two') });
  expect(await update(state, { ...second, StateMachineType: 'EXPRESS' }, second, context)).toBe('replace');
  await provider.delete(state, second, context);
  await expect(describe(state.physicalId)).rejects.toMatchObject({ code: 'StateMachineDoesNotExist' });
});
