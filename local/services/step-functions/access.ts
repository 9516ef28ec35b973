import { type AccessMap, actionsOn, actionsOnAll, passRole } from '../../authorization/access.ts';
import type { House } from '../../gateway/service.ts';
import type { TaskTokens } from './execution/task-tokens.ts';

/**
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsstepfunctions.html
 * The reference names no resource for the SendTask… actions; AWS authorises them on the state machine whose token it
 * is, as its refusals say ("not authorized to perform: states:SendTaskFailure on resource: arn:…:stateMachine:…") and
 * CDK's grantTaskResponse relies on. A token that nobody issued names no machine: the operation itself refuses it.
 */
export const stepFunctionsAccess = (house: House, tokens: TaskTokens): AccessMap => {
  const machine = ({ stateMachineArn }: { stateMachineArn?: string }) => String(stateMachineArn);
  const named = ({ name }: { name?: string }) => `arn:aws:states:${house.region}:${house.account}:stateMachine:${name}`;
  const withRole = (operation: string, resourceOf: (input: object) => string) => (input: { roleArn?: string }) => [
    { action: `states:${operation}`, resource: resourceOf(input) },
    ...passRole(input.roleArn, 'states.amazonaws.com'),
  ];
  const task =
    (operation: string) =>
    ({ taskToken }: { taskToken?: unknown }) => {
      const [, account, name] =
        /^arn:aws:states:([^:]*:[^:]*):execution:([^:]+):/.exec(tokens.executionOf(taskToken) ?? '') ?? [];
      return name
        ? [{ action: `states:${operation}`, resource: `arn:aws:states:${account}:stateMachine:${name}` }]
        : [];
    };
  return {
    CreateStateMachine: withRole('CreateStateMachine', named),
    UpdateStateMachine: withRole('UpdateStateMachine', machine),
    TestState: withRole('TestState', () => '*'),
    ...actionsOn('states', machine, [
      ...['DeleteStateMachine', 'DescribeStateMachine', 'StartExecution', 'StartSyncExecution', 'ListExecutions'],
    ]),
    ...actionsOn('states', ({ executionArn }) => String(executionArn), [
      ...['DescribeStateMachineForExecution', 'StopExecution', 'DescribeExecution', 'GetExecutionHistory'],
    ]),
    ...actionsOn('states', ({ resourceArn }) => String(resourceArn), [
      ...['ListTagsForResource', 'TagResource', 'UntagResource'],
    ]),
    ...actionsOnAll('states', ['ListStateMachines', 'ValidateStateMachineDefinition']),
    SendTaskSuccess: task('SendTaskSuccess'),
    SendTaskFailure: task('SendTaskFailure'),
    SendTaskHeartbeat: task('SendTaskHeartbeat'),
  };
};
