import type { CloudFormationCustomResourceEvent } from 'aws-lambda';
import type { Clock } from '../../domain/clock.ts';
import type { Product, StockLevel, Supplier } from '../../domain/models.ts';
import { SAMPLE_PRODUCTS, SAMPLE_SETTINGS, SAMPLE_SUPPLIERS } from '../../domain/sample-products.ts';
import type { PurchasingSettingsTable } from '../../tables/purchasing-settings-table.ts';

export type Catalogue = {
  /** Product, stock level and opening ledger entry together; nothing happens where the product exists. */
  open(product: Product, level: StockLevel, now: string): Promise<void>;
  /** Nothing happens where the supplier exists. */
  addSupplier(supplier: Supplier, now: string): Promise<void>;
};
type Deps = {
  catalogue: Catalogue;
  settings: Pick<PurchasingSettingsTable, 'putFirst'>;
  answer: (event: CloudFormationCustomResourceEvent, error?: unknown) => Promise<void>;
  clock: Clock;
};

/** Loads the sample products, their suppliers and the settings once: what people made of them since is never overwritten, and nothing is deleted. */
export const loadSampleProducts =
  ({ catalogue, settings, answer, clock }: Deps) =>
  async (event: CloudFormationCustomResourceEvent): Promise<void> => {
    try {
      if (event.RequestType !== 'Delete') {
        await settings.putFirst(SAMPLE_SETTINGS, clock());
        for (const supplier of SAMPLE_SUPPLIERS) await catalogue.addSupplier(supplier, clock());
        for (const { product, level } of SAMPLE_PRODUCTS) await catalogue.open(product, level, clock());
      }
    } catch (error) {
      // CloudFormation waits an hour for an answer: it must hear of a failure too.
      await answer(event, error);
      return;
    }
    await answer(event);
  };
