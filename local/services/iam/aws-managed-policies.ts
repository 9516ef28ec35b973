import type { PolicyDocument } from '../../authorization/policy-document.ts';

const allow = (...Action: string[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action, Resource: ['*'] }],
});

const LOGS = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'];
const TRACES = [
  'xray:PutTraceSegments',
  'xray:PutTelemetryRecords',
  'xray:GetSamplingRules',
  'xray:GetSamplingTargets',
  'xray:GetSamplingStatisticSummaries',
];
const NETWORK_INTERFACES = [
  'ec2:CreateNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:DeleteNetworkInterface',
  'ec2:AssignPrivateIpAddresses',
  'ec2:UnassignPrivateIpAddresses',
];

/** The policies of AWS itself that CDK attaches, as the AWS Managed Policy Reference prints them. Others are refused. */
export const awsManagedPolicies: ReadonlyMap<string, PolicyDocument> = new Map(
  Object.entries({
    AdministratorAccess: allow('*'),
    'service-role/AWSLambdaBasicExecutionRole': allow(...LOGS),
    'service-role/AWSLambdaSQSQueueExecutionRole': allow(
      'sqs:ReceiveMessage',
      'sqs:DeleteMessage',
      'sqs:GetQueueAttributes',
      ...LOGS,
    ),
    'service-role/AWSLambdaDynamoDBExecutionRole': allow(
      'dynamodb:DescribeStream',
      'dynamodb:GetRecords',
      'dynamodb:GetShardIterator',
      'dynamodb:ListStreams',
      ...LOGS,
    ),
    'service-role/AWSLambdaVPCAccessExecutionRole': allow(...LOGS, ...NETWORK_INTERFACES),
    'service-role/AWSLambdaRole': allow('lambda:InvokeFunction'),
    'service-role/AWSAppSyncPushToCloudWatchLogs': allow(...LOGS),
    AWSXRayDaemonWriteAccess: allow(...TRACES),
    AWSXrayWriteOnlyAccess: allow(...TRACES),
  }).map(([name, document]) => [`arn:aws:iam::aws:policy/${name}`, document]),
);
