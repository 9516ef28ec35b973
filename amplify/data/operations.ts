import { Stack } from 'aws-cdk-lib';
import { type IRole, Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import type { Context, Functions } from '../constructs/context.ts';
import type { StepFunction } from '../constructs/grants.ts';
import type { Workflow } from '../constructs/workflow.ts';
import { acknowledgeAlert } from '../functions/acknowledge-alert/resource.ts';
import { adjustStock } from '../functions/adjust-stock/resource.ts';
import { connectOperations } from '../functions/connect.ts';
import { decidePurchaseOrder } from '../functions/decide-purchase-order/resource.ts';
import { placeOrders } from '../functions/place-orders/resource.ts';
import { publishChanges } from '../functions/publish-changes/resource.ts';
import { reservationHistory } from '../functions/reservation-history/resource.ts';
import { sampleOrders } from '../functions/sample-orders/resource.ts';

/** The functions behind the API's own queries and mutations, and the one that publishes live changes through it. */
export const operations = {
  acknowledgeAlert,
  adjustStock,
  decidePurchaseOrder,
  placeOrders,
  publishChanges,
  reservationHistory,
  sampleOrders,
};
type Operations = Functions<typeof operations>;

type Backend = Operations & {
  auth: { resources: { userPool: { userPoolId: string; userPoolArn: string } } };
  data: { resources: { cfnResources: { cfnGraphqlApi: { attrGraphQlUrl: string } } } };
};
type SampleOrders = { schedule: CfnSchedule; role: IRole };

const lambdaOf = ({ resources: { lambda } }: StepFunction): LambdaFunction => {
  if (!(lambda instanceof LambdaFunction)) throw new Error('An operation is not a function of this backend.');
  return lambda;
};

export const wireOperations = (functions: Backend, context: Context, sample: SampleOrders): void => {
  const { tables, bus, settings } = context;
  const { schedule, role } = sample;
  connectOperations(
    {
      acknowledgeAlert: lambdaOf(functions.acknowledgeAlert),
      adjustStock: lambdaOf(functions.adjustStock),
      decidePurchaseOrder: lambdaOf(functions.decidePurchaseOrder),
      placeOrders: lambdaOf(functions.placeOrders),
      publishChanges: lambdaOf(functions.publishChanges),
      reservationHistory: lambdaOf(functions.reservationHistory),
      sampleOrders: lambdaOf(functions.sampleOrders),
    },
    {
      tables: {
        Product: tables.product,
        StockLevel: tables.stockLevel,
        Reservation: tables.reservation,
        PurchaseOrder: tables.purchaseOrder,
        Alert: tables.alert,
        StockMovement: tables.stockMovement,
        OrderRate: tables.orderRate,
      },
      taskTokenTable: tables.taskToken,
      orderBus: bus,
      userPool: functions.auth.resources.userPool,
      graphqlUrl: functions.data.resources.cfnResources.cfnGraphqlApi.attrGraphQlUrl,
      sampleSchedule: { name: schedule.ref, groupName: 'default', arn: schedule.attrArn, role },
      sandbox: !settings.keepsData,
    },
  );
};

/** In the workflow's stack: the workflow needs the data stack's tables, so the data stack cannot need the workflow. */
export const allowDecisions = ({ decidePurchaseOrder: decide }: Operations, workflow: Workflow): void => {
  new Policy(Stack.of(workflow), 'WakeWorkflow', {
    statements: [new PolicyStatement({ actions: ['states:SendTaskSuccess'], resources: [workflow.arn] })],
    roles: [lambdaOf(decide).role].filter((role) => role !== undefined),
  });
};
