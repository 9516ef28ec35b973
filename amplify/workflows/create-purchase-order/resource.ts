import { Aws, Stack } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction, SfnStateMachine } from 'aws-cdk-lib/aws-events-targets';
import { StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import type { Context, Functions } from '../../constructs/context.ts';
import { DeadLetterQueue } from '../../constructs/dead-letter-queue.ts';
import { EveryFiveMinutes } from '../../constructs/every-five-minutes.ts';
import { grantActions, grantIndex, grantTable, setEnvironment } from '../../constructs/grants.ts';
import { defineNodeFunction } from '../../constructs/node-function.ts';
import { Workflow } from '../../constructs/workflow.ts';
import { PURCHASE_ORDERS_BY_PHASE, UNTOLD_RECEIPTS } from '../../tables/index-names.ts';
import { grantReceiving } from './receiving/grant-receiving.ts';
import { termsOf } from './terms.ts';

const shared = { stack: 'create-purchase-order', timeoutSeconds: 30 } as const;
export const createPurchaseOrderFunctions = {
  claimStockLevel: defineNodeFunction({
    ...shared,
    name: 'claim-stock-level',
    folder: new URL('./claim-stock-level/', import.meta.url),
  }),
  requestDecision: defineNodeFunction({
    ...shared,
    name: 'request-decision',
    folder: new URL('./request-decision/', import.meta.url),
  }),
  placePurchaseOrder: defineNodeFunction({
    ...shared,
    name: 'place-purchase-order',
    folder: new URL('./place-purchase-order/', import.meta.url),
  }),
  receiveOnApproval: defineNodeFunction({
    ...shared,
    name: 'receive-on-approval',
    folder: new URL('./receive-on-approval/', import.meta.url),
  }),
  closePurchaseOrder: defineNodeFunction({
    ...shared,
    name: 'close-purchase-order',
    folder: new URL('./close-purchase-order/', import.meta.url),
  }),
  resumePurchaseOrders: defineNodeFunction({
    ...shared,
    name: 'resume-purchase-orders',
    folder: new URL('./resume-purchase-orders/', import.meta.url),
    timeoutSeconds: 240,
  }),
};
type Steps = Functions<typeof createPurchaseOrderFunctions>;

/** Until the decision: the claim, and the question. */
const wireRequest = ({ claimStockLevel, requestDecision }: Steps, { tables, topic, settings }: Context): void => {
  setEnvironment(claimStockLevel, {
    PRODUCT_TABLE: tables.product.tableName,
    SUPPLIER_TABLE: tables.supplier.tableName,
    PURCHASING_SETTINGS_TABLE: tables.purchasingSettings.tableName,
    ...termsOf(settings),
  });
  grantTable(claimStockLevel, tables.stockLevel, 'GetItem', 'UpdateItem');
  for (const table of [tables.product, tables.supplier, tables.purchasingSettings]) {
    grantTable(claimStockLevel, table, 'GetItem');
  }
  grantTable(claimStockLevel, tables.purchaseOrder, 'GetItem', 'PutItem', 'UpdateItem');

  setEnvironment(requestDecision, { TOPIC_ARN: topic.topicArn, DASHBOARD_URL: settings.dashboardUrl });
  grantTable(requestDecision, tables.purchaseOrder, 'UpdateItem');
  grantTable(requestDecision, tables.taskToken, 'PutItem');
  grantActions(requestDecision, ['sns:Publish'], [topic.topicArn]);
};

/** What follows from the decision, and what brings it about where an execution no longer can. */
const wireFollowing = (steps: Steps, { tables, bus, topic, settings }: Context): void => {
  const { placePurchaseOrder, receiveOnApproval, closePurchaseOrder, resumePurchaseOrders } = steps;
  for (const step of [placePurchaseOrder, closePurchaseOrder, resumePurchaseOrders]) {
    grantTable(step, tables.purchaseOrder, 'GetItem', 'UpdateItem');
    grantTable(step, tables.taskToken, 'DeleteItem');
  }
  setEnvironment(placePurchaseOrder, { PURCHASING_SETTINGS_TABLE: tables.purchasingSettings.tableName });
  grantTable(placePurchaseOrder, tables.purchasingSettings, 'GetItem');

  grantReceiving(receiveOnApproval, { tables, bus });
  for (const step of [closePurchaseOrder, resumePurchaseOrders]) {
    setEnvironment(step, { COOL_DOWN_SECONDS: String(settings.coolDownSeconds) });
    grantTable(step, tables.stockLevel, 'UpdateItem');
  }
  setEnvironment(resumePurchaseOrders, {
    RECEIPT_TABLE: tables.receipt.tableName,
    ORDER_BUS_NAME: bus.eventBusName,
    TOPIC_ARN: topic.topicArn,
    DASHBOARD_URL: settings.dashboardUrl,
  });
  grantActions(resumePurchaseOrders, ['sns:Publish'], [topic.topicArn]);
  grantTable(resumePurchaseOrders, tables.taskToken, 'GetItem');
  grantIndex(resumePurchaseOrders, tables.purchaseOrder, PURCHASE_ORDERS_BY_PHASE);
  grantIndex(resumePurchaseOrders, tables.receipt, UNTOLD_RECEIPTS);
  grantTable(resumePurchaseOrders, tables.receipt, 'UpdateItem');
  grantActions(resumePurchaseOrders, ['events:PutEvents'], [bus.eventBusArn]);
};

const wireSteps = (steps: Steps, context: Context): void => {
  const { claimStockLevel, requestDecision, placePurchaseOrder, closePurchaseOrder, resumePurchaseOrders } = steps;
  for (const step of [claimStockLevel, requestDecision, placePurchaseOrder, closePurchaseOrder, resumePurchaseOrders]) {
    setEnvironment(step, {
      STOCK_LEVEL_TABLE: context.tables.stockLevel.tableName,
      PURCHASE_ORDER_TABLE: context.tables.purchaseOrder.tableName,
      TASK_TOKEN_TABLE: context.tables.taskToken.tableName,
    });
  }
  wireRequest(steps, context);
  wireFollowing(steps, context);
};

const addWorkflow = (stack: Stack, steps: Steps, { tables }: Context): Workflow => {
  const workflow = new Workflow(stack, 'CreatePurchaseOrder', {
    folder: new URL('./', import.meta.url),
    type: StateMachineType.STANDARD,
    steps: {
      ClaimStockLevel: steps.claimStockLevel.resources.lambda,
      RequestDecision: steps.requestDecision.resources.lambda,
      PlacePurchaseOrder: steps.placePurchaseOrder.resources.lambda,
      ReceiveOnApproval: steps.receiveOnApproval.resources.lambda,
      ClosePurchaseOrder: steps.closePurchaseOrder.resources.lambda,
    },
    substitutions: { PurchaseOrderTable: tables.purchaseOrder.tableName },
  });
  workflow.grant(['dynamodb:GetItem', 'dynamodb:UpdateItem'], [tables.purchaseOrder.tableArn]);
  return workflow;
};

/** Executions that end so run no Catch of their own; those that fail by themselves are looked at too. */
const addResumption = (stack: Stack, { resumePurchaseOrders: resume }: Steps, workflow: Workflow): void => {
  setEnvironment(resume, { STATE_MACHINE_ARN: workflow.arn });
  grantActions(resume, ['states:StartExecution', 'states:SendTaskSuccess'], [workflow.arn]);
  const executions = `arn:${Aws.PARTITION}:states:${Aws.REGION}:${Aws.ACCOUNT_ID}:execution:${workflow.stateMachine.stateMachineName}:*`;
  grantActions(resume, ['states:DescribeExecution'], [executions]);
  const undelivered = new DeadLetterQueue(stack, 'UndeliveredEnds', {
    holds: 'Ends of purchase order executions that could not be told',
    section: 'ends-of-executions-that-were-not-told',
  });
  new Rule(stack, 'PurchaseOrderFailed', {
    eventPattern: {
      source: ['aws.states'],
      detailType: ['Step Functions Execution Status Change'],
      detail: { stateMachineArn: [workflow.arn], status: ['FAILED', 'TIMED_OUT', 'ABORTED'] },
    },
    targets: [new LambdaFunction(resume.resources.lambda, { deadLetterQueue: undelivered.queue })],
  });
  new EveryFiveMinutes(stack, 'ResumePurchaseOrders', resume);
};

/** Requests from the bus into a workflow that waits for a person, and what brings it to an end if it cannot. */
export const addCreatePurchaseOrder = (steps: Steps, context: Context): Workflow => {
  const stack = Stack.of(steps.claimStockLevel.resources.lambda);
  wireSteps(steps, context);
  const workflow = addWorkflow(stack, steps, context);
  const undelivered = new DeadLetterQueue(stack, 'UndeliveredRequests', {
    holds: 'Requests for purchase orders that could not be started',
    section: 'purchase-orders-that-did-not-start',
  });
  new Rule(stack, 'CreatePurchaseOrderRequested', {
    eventBus: context.bus,
    eventPattern: { source: ['com.inventory'], detailType: ['create-purchase-order'] },
    targets: [new SfnStateMachine(workflow.stateMachine, { deadLetterQueue: undelivered.queue })],
  });
  addResumption(stack, steps, workflow);
  return workflow;
};
