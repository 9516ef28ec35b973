import { AwsError } from '../../../gateway/aws-error.ts';
import type { House, RolePrincipal } from '../../../gateway/service.ts';
import type { LoggingConfiguration } from './machine-catalog.ts';

/** The role of a state machine, as Step Functions takes it. Throws AccessDenied where the role does not trust it. */
export const takeMachineRole = (
  house: House,
  roleArn: string,
  machineArn: string,
  sessionName: string,
): RolePrincipal =>
  house.authorization.takeRole(roleArn, sessionName, {
    kind: 'service',
    service: 'states.amazonaws.com',
    sourceArn: machineArn,
  });

/** What it takes to have logs delivered: https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html */
const LOG_DELIVERY = [
  ...['CreateLogDelivery', 'GetLogDelivery', 'UpdateLogDelivery', 'DeleteLogDelivery', 'ListLogDeliveries'],
  ...['PutResourcePolicy', 'DescribeResourcePolicies', 'DescribeLogGroups'],
];

/** As AWS does when a machine gets its role: it must trust Step Functions, and be allowed to have logs delivered. */
export const checkMachineRole = (
  house: House,
  machine: { arn: string; name: string; roleArn: string; loggingConfiguration?: LoggingConfiguration | undefined },
): void => {
  const role = trusted(house, machine);
  if (!machine.loggingConfiguration?.destinations?.length) return;
  const allowed = LOG_DELIVERY.map((action) =>
    house.authorization.allows(role, { action: `logs:${action}`, resource: '*' }),
  );
  if (allowed.includes(false))
    throw new AwsError(
      'AccessDeniedException',
      'The state machine IAM Role is not authorized to access the Log Destination',
    );
};

const trusted = (
  house: House,
  { arn, name, roleArn }: { arn: string; name: string; roleArn: string },
): RolePrincipal => {
  try {
    return takeMachineRole(house, roleArn, arn, name);
  } catch {
    throw new AwsError(
      'AccessDeniedException',
      `Neither the global service principal states.amazonaws.com, nor the regional one is authorized to assume the provided role: ${roleArn}`,
    );
  }
};
