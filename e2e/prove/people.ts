import type { MailCategory } from '../../amplify/domain/recipients.ts';
import { DEFAULT_LOCATION, type ImportMode } from '../../amplify/domain/vocabulary.ts';
import type { ImportAnswer } from '../../amplify/functions/import-stock/import-stock.ts';
import { Calls } from './calls.ts';
import type { Changed, Decided, Imported, Received, Returned, Sent } from './snapshot.ts';

export const SUPPLIER = {
  ...{ supplierId: 'supplier', name: 'Supplier', leadTimeDays: 1 },
  ...{ minimumQuantity: 1, multiple: 1, currency: 'EUR' },
};
/** A second location, which every product may be sent to. */
export const ANNEX = { locationId: 'annex', name: 'Annex', changedBy: 'operator' };
/** What somebody asked to be set, and whether they were told that it is. */
type Setting = { asked: Record<string, unknown>; accepted?: boolean };

/** A subscription by e-mail to the topic that mails people; confirmed or not. */
export type Subscribed = { arn: string; filterPolicy: string; token: string | undefined };

export type Person = 'approver' | 'manager' | 'operator';

type ImportFile = { text: string; mode: ImportMode };

const GROUPS = { approver: ['APPROVERS'], manager: ['OPERATORS', 'APPROVERS'], operator: ['OPERATORS'] };

const identityOf = (who: Person) => ({
  ...{ sub: `sub-of-${who}`, username: `${who}@example.com` },
  groups: GROUPS[who],
});

/** What shops and people do in a case, and what they were told. */
export class People extends Calls {
  /** What was sent and decided in this case. */
  sent: Sent[] = [];
  decided: Decided[] = [];
  returned: Returned[] = [];
  /** Orders that somebody was told they had asked for. */
  requested: string[] = [];
  received: Received[] = [];
  changed: Changed[] = [];
  imported: Imported[] = [];
  settled: Setting[] = [];
  protected orders = 0;

  newOrderId(): string {
    this.orders += 1;
    return `o${this.orders}`;
  }

  /** Sends `new-order-received` as a shop does: in one call, or, where it is not answered, until it is. */
  shop(details: unknown[], after = 0): void {
    for (const detail of details) this.sent.push({ detail, body: undefined });
    this.#tell('new-order-received', details, after);
  }

  /** Sends that an order, or a line of it, was cancelled or shipped. */
  change(change: Changed, after = 0): void {
    this.changed.push(change);
    this.#tell(change.type, [change.detail], after);
  }

  #tell(DetailType: string, details: unknown[], after: number): void {
    const Entries = details.map((detail) => ({
      EventBusName: this.outputs.orderBusName,
      Source: 'com.orders',
      DetailType,
      Detail: JSON.stringify(detail),
    }));
    this.simulation.act('shop', async () => {
      await this.sleep(after);
      await this.call('events', 'PutEvents', { Entries });
    });
  }

  /** Puts a message on the queue past the bus, as whoever may send to it could. */
  post(body: string): void {
    const sent: Sent = { detail: undefined, body };
    this.sent.push(sent);
    this.simulation.act('shop', async () => {
      const input = { QueueUrl: this.outputs.orderQueueUrl, MessageBody: body };
      sent.messageId = (await this.call<{ MessageId: string }>('sqs', 'SendMessage', input)).MessageId;
    });
  }

  /** What AppSync's resolver sends to the function when somebody decides. */
  decide(who: Person, purchaseOrderId: string, decision: 'APPROVED' | 'REJECTED', after = 0): void {
    const decided: Decided = { who, purchaseOrderId, decision };
    this.decided.push(decided);
    this.simulation.act(who, async () => {
      await this.sleep(after);
      const event = { arguments: { purchaseOrderId, decision, note: `because ${who} says so` } };
      const answer = await this.invoke('decidepurchaseorder', { ...event, identity: identityOf(who) });
      if (!answer.FunctionError) Object.assign(decided, JSON.parse(answer.Payload));
    });
  }

  /** What AppSync's resolver sends when somebody returns a decision. */
  undo(who: Person, purchaseOrderId: string, after = 0): void {
    const returned: Returned = { who, purchaseOrderId };
    this.returned.push(returned);
    this.simulation.act(who, async () => {
      await this.sleep(after);
      const event = { arguments: { purchaseOrderId }, identity: identityOf(who) };
      const answer = await this.invoke('undodecision', event);
      if (!answer.FunctionError) Object.assign(returned, JSON.parse(answer.Payload));
    });
  }

  /** What AppSync's resolver sends when somebody receives goods. */
  receive(purchaseOrderId: string, quantity: number, receiptId: string, after = 0): void {
    const received: Received = { receiptId, purchaseOrderId, quantity };
    this.received.push(received);
    this.simulation.act('operator', async () => {
      await this.sleep(after);
      const event = { arguments: { receiptId, purchaseOrderId, quantity }, identity: identityOf('operator') };
      received.accepted = (await this.invoke('receivestock', event)).FunctionError === undefined;
    });
  }

  closeShort(purchaseOrderId: string, after = 0): void {
    this.simulation.act('operator', async () => {
      await this.sleep(after);
      const event = { arguments: { purchaseOrderId }, identity: identityOf('operator') };
      await this.invoke('closepurchaseordershort', event);
    });
  }

  /** What AppSync's resolver sends when somebody asks for an order. */
  request(purchaseOrderId: string, productId: string, quantity: number, who: Person = 'operator', after = 0): void {
    this.simulation.act(who, async () => {
      await this.sleep(after);
      const event = { arguments: { purchaseOrderId, productId, quantity }, identity: identityOf(who) };
      const answer = await this.invoke('requestpurchaseorder', event);
      if (!answer.FunctionError) this.requested.push(purchaseOrderId);
    });
  }

  cancel(who: Person, purchaseOrderId: string, after = 0): void {
    this.simulation.act(who, async () => {
      await this.sleep(after);
      await this.invoke('cancelpurchaseorder', { arguments: { purchaseOrderId }, identity: identityOf(who) });
    });
  }

  /** What AppSync's resolver sends when somebody changes from which stock on a product is low. */
  changeReorderPoint(productId: string, reorderPoint: number, after = 0): void {
    this.#setting('changereorderpoint', { productId, reorderPoint }, after);
  }

  /** The same for the terms of the supplier of all products, as they were seen at `seenAt`. */
  changeSupplier(terms: Partial<typeof SUPPLIER>, seenAt: string, after = 0): void {
    this.#setting('savesupplier', { ...SUPPLIER, ...terms, seenAt }, after);
  }

  /** The same for a product's name and terms. */
  changeProduct(productId: string, name: string, seenAt: string, after = 0): void {
    const { supplierId } = SUPPLIER;
    this.#setting('changeproduct', { productId, name, supplierId, reorderQuantity: 10, seenAt }, after);
  }

  /** The same for the mail of an address. */
  changeRecipient(email: string, categories: MailCategory[], after = 0): void {
    this.#setting('changerecipient', { email, categories }, after);
  }

  #setting(name: string, asked: Record<string, unknown>, after: number): void {
    const setting: Setting = { asked };
    this.settled.push(setting);
    this.simulation.act('operator', async () => {
      await this.sleep(after);
      const answer = await this.invoke(name, { arguments: asked, identity: identityOf('operator') });
      setting.accepted = answer.FunctionError === undefined;
    });
  }

  adjust(productId: string, delta: number, adjustmentId: string, after = 0): void {
    this.simulation.act('operator', async () => {
      await this.sleep(after);
      await this.invoke('adjuststock', {
        arguments: { adjustmentId, productId, delta, reason: 'COUNT' },
        identity: identityOf('operator'),
      });
    });
  }

  /** What AppSync's resolver sends when somebody moves stock to the other location; a negative quantity moves it back. */
  transfer(productId: string, quantity: number, transferId: string, after = 0): void {
    const [fromLocationId, toLocationId] =
      quantity > 0 ? [DEFAULT_LOCATION, ANNEX.locationId] : [ANNEX.locationId, DEFAULT_LOCATION];
    const asked = { transferId, productId, fromLocationId, toLocationId, quantity: Math.abs(quantity) };
    this.simulation.act('operator', async () => {
      await this.sleep(after);
      await this.invoke('transferstock', { arguments: asked, identity: identityOf('operator') });
    });
  }

  /** What AppSync's resolver sends when somebody takes an adjustment back. */
  reverse(who: Person, adjustmentId: string, after = 0): void {
    this.simulation.act(who, async () => {
      await this.sleep(after);
      await this.invoke('reverseadjustment', { arguments: { adjustmentId }, identity: identityOf(who) });
    });
  }

  /** What AppSync's resolvers send when somebody looks at the differences of a file and then imports it, so many times. */
  importFile(file: ImportFile, importId: string, times: number, after = 0, thinking = 0): void {
    const identity = identityOf('operator');
    this.simulation.act('operator', async () => {
      await this.sleep(after);
      const seen = await this.invoke('importstock', { fieldName: 'previewStockImport', arguments: file, identity });
      if (seen.FunctionError) return;
      const { differences: previewed, problems } = JSON.parse(seen.Payload) as ImportAnswer;
      if (problems.length > 0) return;
      await this.sleep(thinking);
      const imported: Imported = { importId, previewed };
      this.imported.push(imported);
      const event = { fieldName: 'importStock', arguments: { ...file, importId, previewed }, identity };
      const send = async () => {
        const answer = await this.invoke('importstock', event);
        if (!answer.FunctionError && (JSON.parse(answer.Payload) as ImportAnswer).appliedAt) imported.applied = true;
      };
      await Promise.all(Array.from({ length: times }, send));
    });
  }
}
