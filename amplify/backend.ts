import { defineBackend } from '@aws-amplify/backend';
import { auth, closeToStrangers } from './auth/resource.ts';
import type { Context } from './constructs/context.ts';
import { addLiveChanges } from './data/live.ts';
import { wireAlertOperations } from './data/operations/alerts.ts';
import { operations } from './data/operations/all.ts';
import { wireOrderOperations } from './data/operations/orders.ts';
import { allowDecisions, wirePurchaseOrderOperations } from './data/operations/purchase-orders.ts';
import { wireReservationOperations } from './data/operations/reservations.ts';
import { wireSavedViews } from './data/operations/saved-views.ts';
import { wireSettingsOperations } from './data/operations/settings.ts';
import { wireStockOperations } from './data/operations/stock.ts';
import { wireStockImport } from './data/operations/stock-import.ts';
import { allowReadingExecutions, wireWorkflowOperations } from './data/operations/workflows.ts';
import { limitRequests } from './data/request-limits.ts';
import { data } from './data/resource.ts';
import { tablesOf } from './data/tables.ts';
import { addCoverMeasurement, measureCover } from './functions/measure-cover/resource.ts';
import { addOrderGenerator, orderGenerator } from './functions/order-generator/resource.ts';
import { addMessaging } from './messaging/resource.ts';
import { monitored } from './monitoring/monitored.ts';
import { addMonitoring } from './monitoring/resource.ts';
import { addOutputs } from './outputs.ts';
import { settingsFrom } from './settings.ts';
import { addCheckInventoryLevel, checkInventoryLevelFunctions } from './workflows/check-inventory-level/resource.ts';
import { addCreatePurchaseOrder, createPurchaseOrderFunctions } from './workflows/create-purchase-order/resource.ts';
import { addSampleProducts, loadSampleProducts } from './workflows/load-sample-products/resource.ts';
import { addAlerts, alertFunctions } from './workflows/raise-alert/resource.ts';
import { addReserveStock, reserveStockFunctions } from './workflows/reserve-stock/resource.ts';
import { addSettleReservations, settleReservationsFunctions } from './workflows/settle-reservations/resource.ts';

const backend = defineBackend({
  auth,
  data,
  ...operations,
  orderGenerator,
  measureCover,
  loadSampleProducts,
  ...alertFunctions,
  ...reserveStockFunctions,
  ...settleReservationsFunctions,
  ...createPurchaseOrderFunctions,
  ...checkInventoryLevelFunctions,
});
const keepsData = backend.stack.node.tryGetContext('amplify-backend-type') !== 'sandbox';
const settings = settingsFrom(process.env, keepsData);
const { alarmTopic, ...messaging } = addMessaging(backend.createStack('messaging'), settings);
const context: Context = { settings, tables: tablesOf(backend.data.resources, keepsData), ...messaging };

closeToStrangers(backend.auth.resources.cfnResources);
limitRequests(backend.data.resources.cfnResources, !keepsData);
const sample = addOrderGenerator(backend.orderGenerator, context);
addSampleProducts(backend.loadSampleProducts, context);
addAlerts(backend, context);
const reserving = addReserveStock(backend, { ...context, raiseAlert: backend.raiseAlert });
const settling = addSettleReservations(backend, context);
const purchasing = addCreatePurchaseOrder(backend, context);
const checking = addCheckInventoryLevel(backend, { ...context, raiseAlert: backend.raiseAlert });
wireStockOperations(backend, context);
wireStockImport(backend, context);
wireOrderOperations(backend, context, sample);
wireReservationOperations(backend, context);
wirePurchaseOrderOperations(backend, context);
wireAlertOperations(backend, context);
wireSettingsOperations(backend, context);
wireSavedViews(backend, context);
wireWorkflowOperations(backend, context);
allowDecisions(backend, purchasing);
allowReadingExecutions(backend, purchasing);
addCoverMeasurement(backend.measureCover, context);
addLiveChanges(backend.publishChanges, backend.data.resources, context.tables);
const watched = monitored(backend, context.tables, { reserving, purchasing, checking });
const dashboard = addMonitoring(backend.createStack('monitoring'), alarmTopic, watched);
addOutputs(backend, {
  generatorFunctionName: backend.orderGenerator.resources.lambda.functionName,
  sampleScheduleName: sample.schedule.ref,
  stockLevelTableName: context.tables.stockLevel.tableName,
  reservationTableName: context.tables.reservation.tableName,
  orderBusName: context.bus.eventBusName,
  orderQueueUrl: reserving.orders.queue.queueUrl,
  orderChangeQueueUrl: settling.changes.queue.queueUrl,
  reserveStockArn: reserving.workflow.arn,
  createPurchaseOrderArn: purchasing.arn,
  checkInventoryLevelArn: checking.arn,
  measureCoverFunctionName: backend.measureCover.resources.lambda.functionName,
  reconcileStockFunctionName: backend.reconcileStock.resources.lambda.functionName,
  alarmTopicArn: alarmTopic.topicArn,
  dashboardName: dashboard.dashboardName,
});
