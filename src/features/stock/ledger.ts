import type { StockMovement } from '../../lib/api-client.ts';

/** The reversals among these entries, by the entry that each takes back. */
export const reversalsOf = (movements: readonly StockMovement[]): Map<string, StockMovement> =>
  new Map(movements.flatMap((movement) => (movement.reverses ? [[movement.reverses, movement]] : [])));
