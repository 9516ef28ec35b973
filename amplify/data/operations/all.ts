import { publishChanges } from '../../functions/publish-changes/resource.ts';
import { alertOperations } from './alerts.ts';
import { orderOperations } from './orders.ts';
import { purchaseOrderOperations } from './purchase-orders.ts';
import { reservationOperations } from './reservations.ts';
import { savedViewOperations } from './saved-views.ts';
import { settingsOperations } from './settings.ts';
import { stockOperations } from './stock.ts';
import { stockImportOperations } from './stock-import.ts';
import { workflowOperations } from './workflows.ts';

/** The functions behind the API's own queries and mutations, and the one that publishes live changes through it. */
export const operations = {
  ...stockOperations,
  ...stockImportOperations,
  ...orderOperations,
  ...reservationOperations,
  ...purchaseOrderOperations,
  ...alertOperations,
  ...settingsOperations,
  ...savedViewOperations,
  ...workflowOperations,
  publishChanges,
};
