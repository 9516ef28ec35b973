import type { Operation } from './schema.ts';

export const GROUPS = ['VIEWERS', 'OPERATORS', 'APPROVERS'] as const;
export type Group = (typeof GROUPS)[number];

interface Right {
  groups: readonly Group[];
  /** Whether the function that publishes changes may use it, by its role. */
  publisher?: true;
}

const READ: Right = { groups: GROUPS };

/**
 * Who may do what, kept by hand and apart from the schema. Whatever the deployed schema has and this table has not fails
 * the test: nothing is open by being forgotten.
 */
export const RIGHTS: Record<Operation, Record<string, Right>> = {
  query: {
    alertsByProduct: READ,
    alertsByStatus: READ,
    getAlert: READ,
    getLocation: READ,
    getOrderRate: READ,
    getProduct: READ,
    getPurchaseOrder: READ,
    getPurchasingSettings: READ,
    getReceipt: READ,
    getReservation: READ,
    getStockCheck: READ,
    getStockCover: READ,
    getStockDay: READ,
    getStockLevel: READ,
    getStockMovement: READ,
    getSupplier: READ,
    listAlerts: READ,
    listLocations: READ,
    listOrderRates: READ,
    listProducts: READ,
    listPurchaseOrders: READ,
    listReceipts: READ,
    listReservations: READ,
    listStockChecks: READ,
    listStockCovers: READ,
    listStockDays: READ,
    listStockLevels: READ,
    listStockMovements: READ,
    listSuppliers: READ,
    previewStockImport: { groups: ['OPERATORS'] },
    purchaseOrderWorkflow: READ,
    purchaseOrdersByPhase: READ,
    purchaseOrdersByProduct: READ,
    receiptsByPurchaseOrder: READ,
    recipients: { groups: ['APPROVERS'] },
    reservationHistory: READ,
    reservationsByDayShard: READ,
    reservationsByExpiryShard: READ,
    reservationsByProductShard: READ,
    reservationsWaiting: READ,
    sampleOrders: READ,
    savedViews: READ,
    stockCoversByLocation: READ,
    stockLevelsByLocation: READ,
    untoldReceipts: READ,
  },
  mutation: {
    acknowledgeAlert: { groups: ['OPERATORS', 'APPROVERS'] },
    adjustStock: { groups: ['OPERATORS'] },
    cancelPurchaseOrder: { groups: ['OPERATORS', 'APPROVERS'] },
    changeProduct: { groups: ['APPROVERS'] },
    changePurchasingSettings: { groups: ['APPROVERS'] },
    changeRecipient: { groups: ['APPROVERS'] },
    changeReorderPoint: { groups: ['OPERATORS'] },
    closePurchaseOrderShort: { groups: ['OPERATORS'] },
    decidePurchaseOrder: { groups: ['APPROVERS'] },
    importStock: { groups: ['OPERATORS'] },
    placeOrders: { groups: ['OPERATORS'] },
    publishChanges: { groups: [], publisher: true },
    receiveStock: { groups: ['OPERATORS'] },
    reconcileStock: { groups: ['OPERATORS'] },
    reverseAdjustment: { groups: ['OPERATORS'] },
    requestPurchaseOrder: { groups: ['OPERATORS'] },
    removeView: READ,
    saveLocation: { groups: ['OPERATORS'] },
    saveView: READ,
    saveSupplier: { groups: ['APPROVERS'] },
    snoozeAlert: { groups: ['OPERATORS', 'APPROVERS'] },
    switchSampleOrders: { groups: ['OPERATORS'] },
    transferStock: { groups: ['OPERATORS'] },
    undoDecision: { groups: ['APPROVERS'] },
  },
  subscription: { onChanges: READ },
};

export const fieldsOpenTo = (operation: Operation, may: (right: Right) => boolean): string[] =>
  Object.entries(RIGHTS[operation])
    .filter(([, right]) => may(right))
    .map(([field]) => field)
    .sort();
