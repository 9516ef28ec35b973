import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import type { Context } from '../../constructs/context.ts';
import { grantActions, grantTable, type StepFunction, setEnvironment } from '../../constructs/grants.ts';
import { defineNodeFunction } from '../../constructs/node-function.ts';

/** In the data stack, because the API switches its schedule. */
export const orderGenerator = defineNodeFunction({
  name: 'order-generator',
  folder: new URL('./', import.meta.url),
  stack: 'data',
  timeoutSeconds: 15,
});

/** A sample order a minute, switched off until somebody wants it. The schedule's role may invoke this and no more. */
export const addOrderGenerator = (
  generator: StepFunction,
  { tables, bus, settings }: Context,
): { schedule: CfnSchedule; role: Role } => {
  const { lambda } = generator.resources;
  const stack = Stack.of(lambda);
  setEnvironment(generator, {
    PRODUCT_TABLE: tables.product.tableName,
    EVENT_BUS_NAME: bus.eventBusName,
    MAX_QUANTITY: String(settings.sampleOrderMaxQuantity),
  });
  grantTable(generator, tables.product, 'Scan');
  grantActions(generator, ['events:PutEvents'], [bus.eventBusArn]);
  const role = new Role(stack, 'SampleOrdersRole', { assumedBy: new ServicePrincipal('scheduler.amazonaws.com') });
  role.addToPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [lambda.functionArn] }));
  const schedule = new CfnSchedule(stack, 'SampleOrders', {
    description: 'Sends a sample order every minute while it is on',
    state: 'DISABLED',
    scheduleExpression: 'rate(1 minutes)',
    flexibleTimeWindow: { mode: 'OFF' },
    target: { arn: lambda.functionArn, roleArn: role.roleArn, retryPolicy: { maximumRetryAttempts: 0 } },
  });
  return { schedule, role };
};
