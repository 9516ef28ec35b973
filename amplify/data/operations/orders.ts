import { type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import type { Context, Functions } from '../../constructs/context.ts';
import { grantActions, grantTable, setEnvironment } from '../../constructs/grants.ts';
import { placeOrders } from '../../functions/place-orders/resource.ts';
import { sampleOrders } from '../../functions/sample-orders/resource.ts';

export const orderOperations = { placeOrders, sampleOrders };
type Operations = Functions<typeof orderOperations>;
type SampleOrders = { schedule: CfnSchedule; role: IRole };

export const wireOrderOperations = (operations: Operations, { tables, bus }: Context, sample: SampleOrders): void => {
  const { placeOrders: place } = operations;
  setEnvironment(place, { ORDER_BUS_NAME: bus.eventBusName, PRODUCT_TABLE: tables.product.tableName });
  grantActions(place, ['events:PutEvents'], [bus.eventBusArn]);
  grantTable(place, tables.product, 'Scan');
  wireSampleOrders(operations, sample);
};

const wireSampleOrders = ({ sampleOrders: operation }: Operations, { schedule, role }: SampleOrders): void => {
  setEnvironment(operation, { SAMPLE_SCHEDULE_NAME: schedule.ref, SAMPLE_SCHEDULE_GROUP: 'default' });
  grantActions(operation, ['scheduler:GetSchedule', 'scheduler:UpdateSchedule'], [schedule.attrArn]);
  // UpdateSchedule sends the target's role again, which counts as passing it.
  operation.resources.lambda.addToRolePolicy(
    new PolicyStatement({
      actions: ['iam:PassRole'],
      resources: [role.roleArn],
      conditions: { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } },
    }),
  );
};
