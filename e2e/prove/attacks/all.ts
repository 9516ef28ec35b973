import type { Attack } from '../attack.ts';
import { backorders } from './backorders.ts';
import { changesByHand } from './changes-by-hand.ts';
import { coolDown } from './cool-down.ts';
import { crash } from './crash.ts';
import { decisions } from './decisions.ts';
import { duplicates } from './duplicates.ts';
import { endedExecutions } from './ended-executions.ts';
import { hostile } from './hostile.ts';
import { lastUnits } from './last-units.ts';
import { lateCalls } from './late-calls.ts';
import { lifecycle } from './lifecycle.ts';
import { poison } from './poison.ts';
import { recipients } from './recipients.ts';
import { redriven } from './redriven.ts';
import { settings } from './settings.ts';
import { streamReorder } from './stream-reorder.ts';
import { wholeFlow } from './whole-flow.ts';
import { wholeOrders } from './whole-orders.ts';

/** Every attack that can be replayed from its seed. */
export const ATTACKS: Attack[] = [
  ...[
    wholeFlow,
    lastUnits(2),
    lastUnits(10),
    lastUnits(50),
    lastUnits(100),
    duplicates,
    crash,
    hostile,
    poison,
    redriven,
  ],
  ...[
    wholeOrders,
    backorders,
    lifecycle,
    changesByHand,
    settings,
    recipients,
    streamReorder,
    decisions,
    lateCalls,
    endedExecutions,
    coolDown,
  ],
];

export const attackNamed = (name: string): Attack => {
  const found = ATTACKS.find((attack) => attack.name === name);
  if (!found) throw new Error(`There is no attack ${name}. There are: ${ATTACKS.map((each) => each.name).join(', ')}.`);
  return found;
};
