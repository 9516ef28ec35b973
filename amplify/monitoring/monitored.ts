import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import type { Functions, Tables } from '../constructs/context.ts';
import type { StepFunction } from '../constructs/grants.ts';
import type { WorkQueue } from '../constructs/work-queue.ts';
import type { Workflow } from '../constructs/workflow.ts';
import type { operations } from '../data/operations/all.ts';
import type { checkInventoryLevelFunctions } from '../workflows/check-inventory-level/resource.ts';
import type { createPurchaseOrderFunctions } from '../workflows/create-purchase-order/resource.ts';
import type { settleReservationsFunctions } from '../workflows/settle-reservations/resource.ts';
import type { Monitored } from './alarms.ts';

type Backend = Functions<typeof operations> &
  Functions<typeof settleReservationsFunctions> &
  Functions<typeof checkInventoryLevelFunctions> &
  Functions<typeof createPurchaseOrderFunctions> & {
    stack: IConstruct;
    orderGenerator: StepFunction;
    measureCover: StepFunction;
    data: { resources: { cfnResources: { cfnGraphqlApi: { attrApiId: string } } } };
  };
type Workflows = {
  reserving: { workflow: Workflow; orders: WorkQueue };
  purchasing: Workflow;
  checking: Workflow;
};

const lambdas = (...functions: StepFunction[]): IFunction[] => functions.map(({ resources: { lambda } }) => lambda);

/** The parts of the backend that are watched. */
export const monitored = (backend: Backend, tables: Tables, workflows: Workflows): Monitored => ({
  root: backend.stack,
  apiId: backend.data.resources.cfnResources.cfnGraphqlApi.attrApiId,
  tables,
  orders: workflows.reserving.orders,
  workflows: {
    reserveStock: workflows.reserving.workflow,
    createPurchaseOrder: workflows.purchasing,
    checkInventoryLevel: workflows.checking,
  },
  consumers: {
    pollStockChanges: backend.pollStockChanges.resources.lambda,
    publishChanges: backend.publishChanges.resources.lambda,
  },
  answering: {
    orders: lambdas(backend.placeOrders, backend.reservationHistory, backend.sampleOrders),
    stock: lambdas(
      backend.acknowledgeAlert,
      backend.adjustStock,
      backend.importStock,
      backend.reconcileStock,
      backend.reverseAdjustment,
      backend.saveLocation,
      backend.snoozeAlert,
      backend.transferStock,
    ),
    purchasing: lambdas(
      backend.cancelPurchaseOrder,
      backend.changePurchasingSettings,
      backend.closePurchaseOrderShort,
      backend.decidePurchaseOrder,
      backend.purchaseOrderWorkflow,
      backend.receiveStock,
      backend.requestPurchaseOrder,
      backend.undoDecision,
    ),
    settings: lambdas(
      backend.changeProduct,
      backend.changeRecipient,
      backend.changeReorderPoint,
      backend.recipients,
      backend.savedViews,
      backend.saveSupplier,
    ),
  },
  unattended: lambdas(
    backend.measureCover,
    backend.expireReservations,
    backend.orderGenerator,
    backend.resumePurchaseOrders,
    backend.sweepStockLevels,
  ),
});
