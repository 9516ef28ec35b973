import { whyNotSupplier } from '../../domain/catalogue.ts';
import type { Clock } from '../../domain/clock.ts';
import type { Supplier } from '../../domain/models.ts';
import type { FieldCall, IdentifyCaller } from '../caller.ts';
import { isClientId } from '../client-id.ts';

export interface Deps {
  save(supplier: Supplier, seenAt: string | undefined, now: string): Promise<Supplier>;
  identify: IdentifyCaller;
  clock: Clock;
}

export class InvalidSupplier extends Error {
  override name = 'InvalidSupplier';
}

type Arguments = Omit<Supplier, 'changedBy'> & { seenAt?: string | null };

/** Adds a supplier, or changes the one that was read at `seenAt`. Orders that are open keep the terms they were raised on. */
export const saveSupplier =
  ({ save, identify, clock }: Deps) =>
  async (call: FieldCall<Arguments>): Promise<Supplier> => {
    const { supplierId, name, leadTimeDays, minimumQuantity, multiple, currency, seenAt } = call.arguments;
    if (!isClientId(supplierId)) throw new InvalidSupplier('A supplier id is of 1 to 64 letters, digits, - and _.');
    const terms = { name: name.trim(), leadTimeDays, minimumQuantity, multiple, currency };
    const why = whyNotSupplier(terms);
    if (why) throw new InvalidSupplier(why);
    const { name: changedBy } = await identify(call);
    return save({ supplierId, ...terms, changedBy }, seenAt ?? undefined, clock());
  };
