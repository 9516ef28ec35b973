import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AttributeType, BillingMode, type ITable, Table } from 'aws-cdk-lib/aws-dynamodb';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import { type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';

/** The Lambdas of `amplify/functions`, as `backend.<name>.resources.lambda` has them. */
export interface Operations {
  acknowledgeAlert: LambdaFunction;
  adjustStock: LambdaFunction;
  decidePurchaseOrder: LambdaFunction;
  placeOrders: LambdaFunction;
  publishChanges: LambdaFunction;
  reservationHistory: LambdaFunction;
  sampleOrders: LambdaFunction;
}

export interface Surroundings {
  /** The model tables, by model. */
  tables: Record<
    'Product' | 'StockLevel' | 'Reservation' | 'PurchaseOrder' | 'Alert' | 'StockMovement' | 'OrderRate',
    ITable
  >;
  taskTokenTable: ITable;
  orderBus: IEventBus;
  userPool: { userPoolId: string; userPoolArn: string };
  graphqlUrl: string;
  sampleSchedule: { name: string; groupName: string; arn: string; role: IRole };
  sandbox: boolean;
}

/** Tells every operation where its things are, and grants it what it does with them and nothing else. */
export function connectOperations(operations: Operations, around: Surroundings): void {
  const { tables, userPool } = around;
  const { acknowledgeAlert, adjustStock, decidePurchaseOrder, placeOrders, publishChanges } = operations;
  const { reservationHistory, sampleOrders } = operations;

  give(acknowledgeAlert, { ALERT_TABLE: tables.Alert.tableName, USER_POOL_ID: userPool.userPoolId });
  allow(acknowledgeAlert, ['dynamodb:GetItem', 'dynamodb:UpdateItem'], tables.Alert.tableArn);

  const adjustments = adjustmentTable(adjustStock, around.sandbox);
  give(adjustStock, {
    STOCK_LEVEL_TABLE: tables.StockLevel.tableName,
    STOCK_MOVEMENT_TABLE: tables.StockMovement.tableName,
    ADJUSTMENT_TABLE: adjustments.tableName,
    USER_POOL_ID: userPool.userPoolId,
  });
  allow(adjustStock, ['dynamodb:GetItem', 'dynamodb:UpdateItem'], tables.StockLevel.tableArn);
  allow(adjustStock, ['dynamodb:PutItem'], tables.StockMovement.tableArn);
  allow(adjustStock, ['dynamodb:GetItem', 'dynamodb:PutItem'], adjustments.tableArn);

  give(decidePurchaseOrder, {
    PURCHASE_ORDER_TABLE: tables.PurchaseOrder.tableName,
    TASK_TOKEN_TABLE: around.taskTokenTable.tableName,
    USER_POOL_ID: userPool.userPoolId,
  });
  allow(decidePurchaseOrder, ['dynamodb:GetItem', 'dynamodb:UpdateItem'], tables.PurchaseOrder.tableArn);
  allow(decidePurchaseOrder, ['dynamodb:GetItem'], around.taskTokenTable.tableArn);

  for (const operation of [acknowledgeAlert, adjustStock, decidePurchaseOrder]) {
    allow(operation, ['cognito-idp:AdminGetUser'], userPool.userPoolArn);
  }

  give(placeOrders, { ORDER_BUS_NAME: around.orderBus.eventBusName, PRODUCT_TABLE: tables.Product.tableName });
  allow(placeOrders, ['events:PutEvents'], around.orderBus.eventBusArn);
  allow(placeOrders, ['dynamodb:Scan'], tables.Product.tableArn);

  give(reservationHistory, { RESERVATION_TABLE: tables.Reservation.tableName });
  for (const index of ['reservationsByDayShardAndTimeKey', 'reservationsByProductShardAndTimeKey']) {
    allow(reservationHistory, ['dynamodb:Query'], `${tables.Reservation.tableArn}/index/${index}`);
  }

  give(publishChanges, {
    STOCK_LEVEL_TABLE: tables.StockLevel.tableName,
    RESERVATION_TABLE: tables.Reservation.tableName,
    PURCHASE_ORDER_TABLE: tables.PurchaseOrder.tableName,
    ALERT_TABLE: tables.Alert.tableName,
    ORDER_RATE_TABLE: tables.OrderRate.tableName,
    GRAPHQL_URL: around.graphqlUrl,
  });
  allow(publishChanges, ['dynamodb:UpdateItem'], tables.OrderRate.tableArn);

  const { name, groupName, arn, role } = around.sampleSchedule;
  give(sampleOrders, { SAMPLE_SCHEDULE_NAME: name, SAMPLE_SCHEDULE_GROUP: groupName });
  allow(sampleOrders, ['scheduler:GetSchedule', 'scheduler:UpdateSchedule'], arn);
  // UpdateSchedule sends the target's role again, which counts as passing it.
  sampleOrders.addToRolePolicy(
    new PolicyStatement({
      actions: ['iam:PassRole'],
      resources: [role.roleArn],
      conditions: { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } },
    }),
  );
}

function give(operation: LambdaFunction, environment: Record<string, string>): void {
  for (const [name, value] of Object.entries(environment)) operation.addEnvironment(name, value);
}

function allow(operation: LambdaFunction, actions: string[], resource: string): void {
  operation.addToRolePolicy(new PolicyStatement({ actions, resources: [resource] }));
}

/** Which adjustments were applied, for good: no client can read it. */
function adjustmentTable(operation: LambdaFunction, sandbox: boolean): Table {
  return new Table(Stack.of(operation), 'Adjustment', {
    partitionKey: { name: 'adjustmentId', type: AttributeType.STRING },
    billingMode: BillingMode.PAY_PER_REQUEST,
    removalPolicy: sandbox ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
    deletionProtection: !sandbox,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: !sandbox },
  });
}
