import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { StepFunction } from './grants.ts';

export type Tables = {
  product: ITable;
  supplier: ITable;
  location: ITable;
  stockLevel: ITable;
  reservation: ITable;
  purchaseOrder: ITable;
  receipt: ITable;
  purchasingSettings: ITable;
  alert: ITable;
  stockMovement: ITable;
  orderRate: ITable;
  stockDay: ITable;
  stockCover: ITable;
  stockCheck: ITable;
  taskToken: ITable;
  openAlert: ITable;
  adjustment: ITable;
  transfer: ITable;
  stockImport: ITable;
  cancelledOrder: ITable;
  savedView: ITable;
};

/** What a person who deploys may choose; read from the environment in backend.ts alone. */
export type Settings = {
  /** True but for a developer's sandbox: data is then kept and can be restored. */
  keepsData: boolean;
  /** Gets what concerns the stock: alerts, and purchase orders to decide. */
  notificationEmail?: string;
  /** Gets what concerns the system: alarms. */
  alarmEmail?: string;
  dashboardUrl: string;
  decisionDeadlineSeconds: number;
  /** So long before the deadline approvers are reminded. */
  reminderSeconds: number;
  coolDownSeconds: number;
  /** For so long a decision can be returned by whoever made it; nothing follows from it before. */
  undoSeconds: number;
  /** The most that a sample order asks for; the ancestor's was 200. */
  sampleOrderMaxQuantity: number;
  /** `small` answers at once; `large` waits up to a second to settle more orders in a transaction. */
  batchProfile: 'small' | 'large';
};

/** What every part of the backend may build on. */
export type Context = { tables: Tables; bus: IEventBus; topic: ITopic; settings: Settings };

/** The functions of a record of definitions, as they are found in the backend. */
export type Functions<Definitions> = { [Name in keyof Definitions]: StepFunction };
