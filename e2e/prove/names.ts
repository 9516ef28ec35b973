/** How a history calls what the deployment made; the first that fits. */
const NAMES: [RegExp, string][] = [
  [/reservestockpoller|reserve-stock-poller/i, 'reserve-stock poller'],
  [/checkinventorylevelpoller|check-inventory-level-poller/i, 'check-inventory poller'],
  [/ReserveStockStateMachine/i, 'ReserveStock'],
  [/CheckInventoryLevelStateMachine/i, 'CheckInventoryLevel'],
  [/CreatePurchaseOrderStateMachine/i, 'CreatePurchaseOrder'],
  [/NewOrderReceived/i, 'rule new-order-received'],
  [/OrderChanged/i, 'rule order-changed'],
  [/PurchaseOrderFailed/i, 'rule purchase-order-failed'],
  [/CreatePurchaseOrderRequested|CreatePurchaseOrderEventsRole|EventsRole/i, 'rule create-purchase-order'],
  [/recordrejections/i, 'record-rejections'],
  [/expirereservations/i, 'expire-reservations'],
  [/settlereservations/i, 'settle-reservations'],
  [/claimstocklevel/i, 'claim-stock-level'],
  [/requestdecision/i, 'request-decision'],
  [/placepurchaseorder/i, 'place-purchase-order'],
  [/receiveonapproval/i, 'receive-on-approval'],
  [/receivestock/i, 'receive-stock'],
  [/closepurchaseordershort/i, 'close-purchase-order-short'],
  [/closepurchaseorder/i, 'close-purchase-order'],
  [/resumepurchaseorders/i, 'resume-purchase-orders'],
  [/decidepurchaseorder/i, 'decide-purchase-order'],
  [/undodecision/i, 'undo-decision'],
  [/requestpurchaseorder/i, 'request-purchase-order'],
  [/cancelpurchaseorder/i, 'cancel-purchase-order'],
  [/sweepstocklevels/i, 'sweep-stock-levels'],
  [/resolvealerts/i, 'resolve-alerts'],
  [/raisealert/i, 'raise-alert'],
  [/publishchanges/i, 'publish-changes'],
  [/measurecover/i, 'measure-cover'],
  [/adjuststock/i, 'adjust-stock'],
  [/importstock/i, 'import-stock'],
  [/changereorderpoint/i, 'change-reorder-point'],
  [/savesupplier/i, 'save-supplier'],
  [/changeproduct/i, 'change-product'],
  [/changerecipient/i, 'change-recipient'],
  [/transferstock/i, 'transfer-stock'],
  [/reverseadjustment/i, 'reverse-adjustment'],
  [/servebackorders/i, 'serve-backorders'],
  [/reserveorder|reserve-order/i, 'reserve-order'],
  [/reservestock/i, 'reserve-stock'],
  [/OrdersDeadLetters/i, 'dead orders'],
  [/OrdersQueue/i, 'orders'],
  [/ChangesDeadLetters/i, 'dead changes'],
  [/ChangesQueue/i, 'changes'],
  [
    /^(StockLevel|StockMovement|Reservation|PurchaseOrder|PurchasingSettings|Receipt|Product|Supplier|Location|Alert|OrderRate|StockDay|StockCover|StockCheck)-/,
    '$1',
  ],
  [/-(TaskToken|OpenAlert|Adjustment|Transfer|StockImport|CancelledOrder|SavedView)/, '$1'],
];

const known = new Map<string, string>();

export const shortName = (name: string): string => {
  const short = known.get(name) ?? shorten(name);
  known.set(name, short);
  return short;
};

const shorten = (name: string): string => {
  for (const [pattern, short] of NAMES) {
    const found = pattern.exec(name);
    if (found) return short.replace('$1', found[1] ?? '');
  }
  return name.slice(0, 40);
};

/** The functions that an order can set going. */
export const takesPart = (functionName: string): boolean =>
  /poller|recordrej|claimstock|requestdec|placepurchase|receiveonapproval|receivestock|closepurchase|resumepurchase|decidepurchase|undodecision|requestpurchase|cancelpurchase|sweepstock|resolvealerts|raisealert|publishchanges|adjuststock|transferstock|importstock|reverseadj|reservestock|reserveorder|servebackorders|settlereservations|expirereservations|changereorder|savesupplier|changeproduct|changerecipient/i.test(
    functionName,
  );
