import { RemovalPolicy, type Stack } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table } from 'aws-cdk-lib/aws-dynamodb';

/** Tables that no client can read, not even by mistake: they are no models, so no API leads to them. */
export const addPrivateTables = (
  stack: Stack,
  keepsData: boolean,
): Record<
  'taskToken' | 'openAlert' | 'adjustment' | 'transfer' | 'stockImport' | 'cancelledOrder' | 'savedView',
  Table
> => {
  const table = (id: string, key: string): Table =>
    new Table(stack, id, {
      partitionKey: { name: key, type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: keepsData },
      deletionProtection: keepsData,
      removalPolicy: keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
  return {
    /** What wakes a waiting execution, by purchase order. */
    taskToken: table('TaskToken', 'purchaseOrderId'),
    /** The one open alert of a stock level and kind. */
    openAlert: table('OpenAlert', 'alertKey'),
    /** Which adjustments were applied, for good. */
    adjustment: table('Adjustment', 'adjustmentId'),
    /** Which transfers were made, for good. */
    transfer: table('Transfer', 'transferId'),
    /** Which imports were made, and what they changed, for good. */
    stockImport: table('StockImport', 'importId'),
    /** Orders that were cancelled, whole or by line, for good: before they came or after. */
    cancelledOrder: table('CancelledOrder', 'orderId'),
    /** Somebody's views of the lists: of no use to anybody else. */
    savedView: table('SavedView', 'userId'),
  };
};
