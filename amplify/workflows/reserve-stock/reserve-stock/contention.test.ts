import { setImmediate } from 'node:timers/promises';
import { afterEach, expect, it, vi } from 'vitest';
import type { OrderLine } from '../../../domain/order.ts';
import { MemoryStock, stockLevel } from '../../../testing/memory-stock.ts';
import { reserveStock } from './reserve-stock.ts';

const TIMEOUT_MS = 15_000;
const COMMIT_MS = 50;
const REFUSAL_MS = 12;
/** From the end of one batch to the first transaction of the next. */
const NEXT_BATCH_MS = 120;

/** Virtual time, which moves on when everybody waits for it. */
class VirtualTime {
  now = 0;
  #due: { at: number; go: () => void }[] = [];

  wait(milliseconds: number): Promise<void> {
    return new Promise((go) => {
      this.#due.push({ at: this.now + milliseconds, go });
    });
  }

  async passUntil(over: () => boolean): Promise<void> {
    while (!over()) {
      // What was woken comes to its next wait.
      for (let turn = 0; turn < 4; turn += 1) await setImmediate();
      this.#due.sort((a, b) => a.at - b.at);
      const next = this.#due.shift();
      if (!next) return;
      this.now = Math.max(this.now, next.at);
      next.go();
    }
  }
}

/** Numbers as good as random, the same ones for a seed (Park and Miller, 1988). */
const seeded = (seed: number) => () => {
  seed = (seed * 48_271) % 2_147_483_647;
  return seed / 2_147_483_647;
};

const batchOf = (name: string, size: number): OrderLine[] =>
  Array.from({ length: size }, (_, index) => ({
    ...{ orderId: `${name}-${index}`, productId: 'tv', locationId: 'main', quantity: 1 },
    messageIds: [`m-${name}-${index}`],
  }));

/** Batches of 500 for one stock level on a table that takes one transaction after the other. */
const tableOf = (time: VirtualTime, stock: MemoryStock) => {
  let turn = Promise.resolve();
  const reserve = reserveStock({
    transaction: {
      commit(...write) {
        const answer = turn.then(async () => {
          const refusal = await stock.reserving.commit(...write);
          await time.wait(refusal ? REFUSAL_MS : COMMIT_MS);
          return refusal;
        });
        turn = answer.then(() => undefined);
        return answer;
      },
    },
    reservations: stock.reservationTable,
    products: { get: async () => undefined },
    clock: () => '2026-03-04T05:06:07.089Z',
    pause: (milliseconds) => time.wait(milliseconds),
  });
  return (name: string) => {
    const end = time.now + TIMEOUT_MS;
    const group = { productId: 'tv', locationId: 'main', lines: batchOf(name, 500) };
    return reserve(
      { group, level: stock.level(), mayTake: true },
      { getRemainingTimeInMillis: () => Math.max(0, end - time.now) },
    );
  };
};

afterEach(() => {
  vi.restoreAllMocks();
});

it.each([1, 2, 3, 4, 5, 6])(
  'two lanes of batches for one product both get through a rush of a minute, seed %i',
  async (seed) => {
    vi.spyOn(Math, 'random').mockImplementation(seeded(seed));
    const time = new VirtualTime();
    const stock = new MemoryStock(stockLevel({ available: 1_000_000 }));
    const reserve = tableOf(time, stock);
    const lost: string[] = [];
    let served = 0;
    const lane = async (name: string) => {
      for (let batch = 0; time.now < 60_000; batch += 1) {
        const { reserved, contended } = await reserve(`${name}${batch}`);
        served += reserved.length;
        lost.push(...contended);
        await time.wait(NEXT_BATCH_MS);
      }
    };
    let running = 2;
    for (const name of ['a', 'b'])
      void lane(name).then(() => {
        running -= 1;
      });
    await time.passUntil(() => running === 0);
    expect(lost).toEqual([]);
    expect(served).toBeGreaterThan(30_000);
  },
);
