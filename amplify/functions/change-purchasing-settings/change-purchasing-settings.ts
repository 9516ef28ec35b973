import { whyNotSettings } from '../../domain/approval.ts';
import type { Clock } from '../../domain/clock.ts';
import type { PurchasingSettings } from '../../domain/models.ts';
import type { PurchasingSettingsTable } from '../../tables/purchasing-settings-table.ts';
import type { FieldCall, IdentifyCaller } from '../caller.ts';

export interface Deps {
  settings: Pick<PurchasingSettingsTable, 'put'>;
  identify: IdentifyCaller;
  clock: Clock;
}

export class InvalidSettings extends Error {
  override name = 'InvalidSettings';
}

/** Chooses the settings of purchasing, all of them at once. Orders that are open keep the limit they were raised under. */
export const changePurchasingSettings =
  ({ settings, identify, clock }: Deps) =>
  async (call: FieldCall<{ receiveOnApproval: boolean; approvalLimits: PurchasingSettings['approvalLimits'] }>) => {
    const { receiveOnApproval, approvalLimits = [] } = call.arguments;
    const chosen = {
      receiveOnApproval,
      approvalLimits: approvalLimits.map(({ currency, amount }) => ({ currency, amount })),
    };
    const why = whyNotSettings(chosen);
    if (why) throw new InvalidSettings(why);
    const { name } = await identify(call);
    return settings.put({ ...chosen, changedBy: name }, clock());
  };
