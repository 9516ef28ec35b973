import type { Clock } from '../../domain/clock.ts';
import { InvalidLocation, whyNotLocation } from '../../domain/locations.ts';
import type { Location } from '../../domain/models.ts';
import type { FieldCall, IdentifyCaller } from '../caller.ts';

export interface Deps {
  save(location: Location, seenAt: string | undefined, now: string): Promise<Location>;
  identify: IdentifyCaller;
  clock: Clock;
}

type Arguments = Omit<Location, 'changedBy'> & { seenAt?: string | null };

/** Opens a location, or gives the one that was read at `seenAt` another name. */
export const saveLocation =
  ({ save, identify, clock }: Deps) =>
  async (call: FieldCall<Arguments>): Promise<Location> => {
    const { locationId, name, seenAt } = call.arguments;
    const location = { locationId, name: name.trim() };
    const why = whyNotLocation(location);
    if (why) throw new InvalidLocation(why);
    const { name: changedBy } = await identify(call);
    return save({ ...location, changedBy }, seenAt ?? undefined, clock());
  };
