import { whyNotProduct } from '../../domain/catalogue.ts';
import type { Clock } from '../../domain/clock.ts';
import type { Product } from '../../domain/models.ts';
import type { FieldCall, IdentifyCaller } from '../caller.ts';

export interface Deps {
  isSupplier(supplierId: string): Promise<boolean>;
  change(product: Product, seenAt: string, now: string): Promise<Product>;
  identify: IdentifyCaller;
  clock: Clock;
}

export class InvalidProduct extends Error {
  override name = 'InvalidProduct';
}

type Nullable<Fields> = { [Name in keyof Fields]: Fields[Name] | null };
type Arguments = Nullable<Omit<Product, 'changedBy'>> & {
  productId: string;
  name: string;
  reorderQuantity: number;
  seenAt: string;
};

/** Changes the product that was read at `seenAt`: its name and how it is bought and held. What is left open has no value. */
export const changeProduct =
  ({ isSupplier, change, identify, clock }: Deps) =>
  async (call: FieldCall<Arguments>): Promise<Product> => {
    const { productId, name, supplierId, unitCost, reorderQuantity, targetLevel, reservationHours, seenAt } =
      call.arguments;
    const terms = {
      ...{ name: name.trim(), reorderQuantity, supplierId: supplierId || undefined },
      ...{ unitCost: unitCost ?? undefined, targetLevel: targetLevel ?? undefined },
      reservationHours: reservationHours ?? undefined,
    };
    const why = whyNotProduct(terms);
    if (why) throw new InvalidProduct(why);
    if (terms.supplierId !== undefined && !(await isSupplier(terms.supplierId)))
      throw new InvalidProduct(`There is no supplier ${terms.supplierId}.`);
    const { name: changedBy } = await identify(call);
    return change({ productId, ...terms, changedBy }, seenAt, clock());
  };
