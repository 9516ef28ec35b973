import { Duration, Stack } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import type { Context, Functions } from '../../constructs/context.ts';
import { DeadLetterQueue } from '../../constructs/dead-letter-queue.ts';
import { EveryFiveMinutes } from '../../constructs/every-five-minutes.ts';
import { grantActions, grantIndex, grantTable, setEnvironment } from '../../constructs/grants.ts';
import { defineNodeFunction } from '../../constructs/node-function.ts';
import { WorkQueue } from '../../constructs/work-queue.ts';
import { SETTLEMENTS } from '../../domain/settlement.ts';
import { RESERVATIONS_BY_EXPIRY } from '../../tables/index-names.ts';

const shared = { stack: 'settle-reservations' } as const;
export const settleReservationsFunctions = {
  settleReservations: defineNodeFunction({
    ...shared,
    name: 'settle-reservations',
    folder: new URL('./poller/', import.meta.url),
    timeoutSeconds: 60,
  }),
  expireReservations: defineNodeFunction({
    ...shared,
    name: 'expire-reservations',
    folder: new URL('./expire-reservations/', import.meta.url),
    timeoutSeconds: 240,
  }),
};
type Steps = Functions<typeof settleReservationsFunctions>;

const wire = ({ settleReservations: settle }: Steps, { tables, bus }: Context): void => {
  setEnvironment(settle, {
    STOCK_LEVEL_TABLE: tables.stockLevel.tableName,
    STOCK_MOVEMENT_TABLE: tables.stockMovement.tableName,
    RESERVATION_TABLE: tables.reservation.tableName,
    CANCELLED_ORDER_TABLE: tables.cancelledOrder.tableName,
    ORDER_BUS_NAME: bus.eventBusName,
  });
  grantTable(settle, tables.stockLevel, 'GetItem', 'UpdateItem');
  grantTable(settle, tables.stockMovement, 'PutItem');
  grantTable(settle, tables.reservation, 'GetItem', 'PutItem', 'UpdateItem', 'Query');
  grantTable(settle, tables.cancelledOrder, 'UpdateItem');
  grantActions(settle, ['events:PutEvents'], [bus.eventBusArn]);
};

/** What is due goes the same way as what shops tell: by the queue, so that its effect is kept and told. */
const addExpiry = (stack: Stack, { expireReservations: expire }: Steps, { tables, bus }: Context): void => {
  setEnvironment(expire, { RESERVATION_TABLE: tables.reservation.tableName, ORDER_BUS_NAME: bus.eventBusName });
  grantIndex(expire, tables.reservation, RESERVATIONS_BY_EXPIRY);
  grantActions(expire, ['events:PutEvents'], [bus.eventBusArn]);
  new EveryFiveMinutes(stack, 'ExpireReservations', expire);
};

/** What happens to orders later, from the bus by a queue of its own: shipped or cancelled, their reservations end. */
export const addSettleReservations = (steps: Steps, context: Context): { changes: WorkQueue } => {
  const settle = steps.settleReservations;
  const stack = Stack.of(settle.resources.lambda);
  wire(steps, context);
  const changes = new WorkQueue(stack, 'Changes', {
    visibilityTimeout: Duration.seconds(90),
    maxReceiveCount: 5,
    deadLetters: { holds: 'Cancellations and shipments that failed five times', section: 'order-changes-that-failed' },
  });
  const undelivered = new DeadLetterQueue(stack, 'UndeliveredChanges', {
    holds: 'Cancellations and shipments that the bus could not put into their queue',
    section: 'order-changes-that-did-not-reach-the-queue',
  });
  new Rule(stack, 'OrderChanged', {
    eventBus: context.bus,
    eventPattern: { source: ['com.orders', 'com.inventory'], detailType: Object.keys(SETTLEMENTS) },
    targets: [new SqsQueue(changes.queue, { deadLetterQueue: undelivered.queue })],
  });
  changes.feed(settle, { batchSize: 10, maxConcurrency: 10, reportBatchItemFailures: true });
  addExpiry(stack, steps, context);
  return { changes };
};
