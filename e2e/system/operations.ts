import type {
  Alert,
  Location,
  PurchaseOrder,
  PurchasingSettings,
  StockMovement,
  Transfer,
} from '../../amplify/domain/models.ts';
import type {
  AdjustmentReason,
  Decision,
  ImportField,
  ImportMode,
  PurchaseOrderStatus,
} from '../../amplify/domain/vocabulary.ts';
import type { WorkflowRun } from '../../amplify/functions/purchase-order-workflow/purchase-order-workflow.ts';
import type { People, Who } from './people.ts';

export interface DecisionResult {
  accepted: boolean;
  message: string;
  purchaseOrderId: string;
  status: PurchaseOrderStatus;
  decidedAt: string | null;
  decidedBy: string | null;
  note: string | null;
  undoUntil: string | null;
}

export interface ReceiptInput {
  receiptId: string;
  purchaseOrderId: string;
  quantity: number;
}

export interface RequestInput {
  purchaseOrderId: string;
  productId: string;
  quantity: number;
  note?: string;
}

export interface DecisionInput {
  purchaseOrderId: string;
  decision: Decision;
  note?: string;
}

export interface AdjustmentInput {
  adjustmentId: string;
  productId: string;
  delta: number;
  reason: AdjustmentReason;
  text?: string;
}

export interface ImportDifference {
  line: number;
  productId: string;
  locationId: string;
  field: ImportField;
  before: string | null;
  after: string;
}

export interface ImportAnswer {
  rows: number;
  problems: { line: number | null; column: string | null; message: string }[];
  differences: ImportDifference[];
  ignored: string[];
  appliedAt: string | null;
  appliedBy: string | null;
}

export interface ImportInput {
  importId: string;
  text: string;
  mode: ImportMode;
  previewed: ImportDifference[];
}

const DECISION_RESULT = 'accepted message purchaseOrderId status decidedAt decidedBy note undoUntil';
const MOVEMENT =
  'movementId productId availableDelta reservedDelta availableAfter reservedAfter cause causeId actor reason note reverses';
const IMPORT =
  'rows ignored appliedAt appliedBy problems { line column message } differences { line productId locationId field before after }';
const ORDER =
  'purchaseOrderId productId status phase reason quantity quantityReceived requestedBy requestNote closedAt closedBy createdAt updatedAt';

/** What people do, each a mutation sent with their own token. Throws what the API answers as an error. */
export class Operations {
  #people: People;

  constructor(people: People) {
    this.#people = people;
  }

  decide(who: Who, input: DecisionInput): Promise<DecisionResult> {
    const query = `mutation Decide($purchaseOrderId: ID!, $decision: Decision!, $note: String) {
      decidePurchaseOrder(purchaseOrderId: $purchaseOrderId, decision: $decision, note: $note) {
        ${DECISION_RESULT}
      }
    }`;
    return this.#people.ask(who, query, input);
  }

  /** The last execution of an order, or that of the number given. */
  workflow(who: Who, purchaseOrderId: string, execution?: number): Promise<WorkflowRun | null> {
    const query = `query Run($purchaseOrderId: ID!, $execution: Int) {
      purchaseOrderWorkflow(purchaseOrderId: $purchaseOrderId, execution: $execution) {
        execution executions status startedAt stoppedAt error
        states { name type comment }
        transitions { from to isCatch }
        steps { state enteredAt exitedAt attempts errors isWaiting timesOutAt }
      }
    }`;
    return this.#people.ask(who, query, { purchaseOrderId, execution });
  }

  undo(who: Who, purchaseOrderId: string): Promise<DecisionResult> {
    const query = `mutation Undo($purchaseOrderId: ID!) {
      undoDecision(purchaseOrderId: $purchaseOrderId) { ${DECISION_RESULT} }
    }`;
    return this.#people.ask(who, query, { purchaseOrderId });
  }

  receive(who: Who, input: ReceiptInput): Promise<PurchaseOrder> {
    const query = `mutation Receive($receiptId: ID!, $purchaseOrderId: ID!, $quantity: Int!) {
      receiveStock(receiptId: $receiptId, purchaseOrderId: $purchaseOrderId, quantity: $quantity) { ${ORDER} }
    }`;
    return this.#people.ask(who, query, input);
  }

  request(who: Who, input: RequestInput): Promise<PurchaseOrder> {
    const query = `mutation Request($purchaseOrderId: ID!, $productId: ID!, $quantity: Int!, $note: String) {
      requestPurchaseOrder(purchaseOrderId: $purchaseOrderId, productId: $productId, quantity: $quantity, note: $note) { ${ORDER} }
    }`;
    return this.#people.ask(who, query, input);
  }

  cancel(who: Who, purchaseOrderId: string): Promise<PurchaseOrder> {
    const query = `mutation Cancel($purchaseOrderId: ID!) {
      cancelPurchaseOrder(purchaseOrderId: $purchaseOrderId) { ${ORDER} }
    }`;
    return this.#people.ask(who, query, { purchaseOrderId });
  }

  changeSettings(who: Who, settings: PurchasingSettings): Promise<PurchasingSettings> {
    const query = `mutation Change($receiveOnApproval: Boolean!, $approvalLimits: [ApprovalLimitInput!]!) {
      changePurchasingSettings(receiveOnApproval: $receiveOnApproval, approvalLimits: $approvalLimits) {
        receiveOnApproval approvalLimits { currency amount } changedBy
      }
    }`;
    return this.#people.ask(who, query, settings);
  }

  closeShort(who: Who, purchaseOrderId: string): Promise<PurchaseOrder> {
    const query = `mutation CloseShort($purchaseOrderId: ID!) {
      closePurchaseOrderShort(purchaseOrderId: $purchaseOrderId) { ${ORDER} }
    }`;
    return this.#people.ask(who, query, { purchaseOrderId });
  }

  adjust(who: Who, input: AdjustmentInput): Promise<StockMovement> {
    const query = `mutation Adjust(
      $adjustmentId: ID!, $productId: ID!, $delta: Int!, $reason: AdjustmentReason!, $text: String
    ) {
      adjustStock(adjustmentId: $adjustmentId, productId: $productId, delta: $delta, reason: $reason, text: $text) {
        ${MOVEMENT}
      }
    }`;
    return this.#people.ask(who, query, input);
  }

  transfer(who: Who, input: Transfer): Promise<StockMovement[]> {
    const query = `mutation Transfer(
      $transferId: ID!, $productId: ID!, $fromLocationId: ID!, $toLocationId: ID!, $quantity: Int!
    ) {
      transferStock(
        transferId: $transferId, productId: $productId, fromLocationId: $fromLocationId, toLocationId: $toLocationId,
        quantity: $quantity
      ) { ${MOVEMENT} }
    }`;
    return this.#people.ask(who, query, input);
  }

  saveLocation(who: Who, input: { locationId: string; name: string; seenAt?: string }) {
    const query = `mutation Save($locationId: ID!, $name: String!, $seenAt: AWSDateTime) {
      saveLocation(locationId: $locationId, name: $name, seenAt: $seenAt) { locationId name changedBy updatedAt }
    }`;
    return this.#people.ask<Location & { updatedAt: string }>(who, query, input);
  }

  reverse(who: Who, adjustmentId: string): Promise<StockMovement> {
    const query = `mutation Reverse($adjustmentId: ID!) {
      reverseAdjustment(adjustmentId: $adjustmentId) { ${MOVEMENT} }
    }`;
    return this.#people.ask(who, query, { adjustmentId });
  }

  previewImport(who: Who, text: string, mode: ImportMode): Promise<ImportAnswer> {
    const query = `query Preview($text: String!, $mode: StockImportMode!) {
      previewStockImport(text: $text, mode: $mode) { ${IMPORT} }
    }`;
    return this.#people.ask(who, query, { text, mode });
  }

  importStock(who: Who, input: ImportInput): Promise<ImportAnswer> {
    const query = `mutation Import(
      $importId: ID!, $text: String!, $mode: StockImportMode!, $previewed: [StockImportDifferenceInput!]!
    ) {
      importStock(importId: $importId, text: $text, mode: $mode, previewed: $previewed) { ${IMPORT} }
    }`;
    return this.#people.ask(who, query, input);
  }

  acknowledge(who: Who, alertId: string): Promise<Alert & { acknowledgedBy: string | null }> {
    const query = `mutation Acknowledge($alertId: ID!) {
      acknowledgeAlert(alertId: $alertId) { alertId productId kind status acknowledgedAt acknowledgedBy }
    }`;
    return this.#people.ask(who, query, { alertId });
  }

  snooze(who: Who, alertId: string, until: string): Promise<Alert> {
    const query = `mutation Snooze($alertId: ID!, $until: AWSDateTime!) {
      snoozeAlert(alertId: $alertId, until: $until) { alertId kind status snoozedUntil snoozedBy }
    }`;
    return this.#people.ask(who, query, { alertId, until });
  }
}
