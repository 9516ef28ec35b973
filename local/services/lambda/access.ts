import { type Access, type AccessMap, actionsOn, actionsOnAll, passRole } from '../../authorization/access.ts';
import type { House } from '../../gateway/service.ts';
import { functionName } from './function-record.ts';

interface Input {
  FunctionName?: string;
  Role?: string;
  UUID?: string;
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html */
export const lambdaAccess = (house: House, functionOfMapping: (uuid: string) => string | undefined): AccessMap => {
  const prefix = `arn:aws:lambda:${house.region}:${house.account}`;
  const arn = ({ FunctionName }: Input) => `${prefix}:function:${functionName(String(FunctionName))}`;
  const withRole = (operation: string) => (input: Input) => [
    { action: `lambda:${operation}`, resource: arn(input) },
    ...passRole(input.Role, 'lambda.amazonaws.com'),
  ];
  const mapping =
    (operation: string) =>
    ({ UUID = '', FunctionName }: Input): Access[] => [
      {
        action: `lambda:${operation}`,
        resource: `${prefix}:event-source-mapping:${UUID}`,
        context: { 'lambda:functionarn': FunctionName ? arn({ FunctionName }) : (functionOfMapping(UUID) ?? []) },
      },
    ];
  return {
    Invoke: (input) => [{ action: 'lambda:InvokeFunction', resource: arn(input) }],
    CreateFunction: withRole('CreateFunction'),
    UpdateFunctionConfiguration: withRole('UpdateFunctionConfiguration'),
    ...actionsOn('lambda', arn, [
      ...['UpdateFunctionCode', 'GetFunction', 'GetFunctionConfiguration', 'DeleteFunction', 'ListVersionsByFunction'],
      ...['PutFunctionConcurrency', 'DeleteFunctionConcurrency', 'AddPermission', 'RemovePermission', 'GetPolicy'],
      ...['PutFunctionEventInvokeConfig', 'UpdateFunctionEventInvokeConfig', 'GetFunctionEventInvokeConfig'],
      'DeleteFunctionEventInvokeConfig',
    ]),
    ...actionsOn('lambda', ({ Resource }) => String(Resource), ['ListTags', 'TagResource', 'UntagResource']),
    ...actionsOnAll('lambda', ['ListFunctions', 'ListEventSourceMappings']),
    CreateEventSourceMapping: (input) => [
      { action: 'lambda:CreateEventSourceMapping', resource: '*', context: { 'lambda:functionarn': arn(input) } },
    ],
    GetEventSourceMapping: mapping('GetEventSourceMapping'),
    UpdateEventSourceMapping: mapping('UpdateEventSourceMapping'),
    DeleteEventSourceMapping: mapping('DeleteEventSourceMapping'),
  };
};
