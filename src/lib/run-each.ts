/** What became of one of many, in a sentence for whoever asked. */
export type Outcome = { ok: boolean; message: string };

/** More at once would only wait for each other. */
const AT_ONCE = 4;

/** Does the same to each, a few at a time, in their order; each has an outcome of its own, and none stops the others. */
export async function runEach<Row>(
  rows: readonly Row[],
  act: (row: Row) => Promise<Outcome>,
  onOutcome: (row: Row, outcome: Outcome) => void,
): Promise<void> {
  const waiting = [...rows];
  const worker = async () => {
    for (let row = waiting.shift(); row !== undefined; row = waiting.shift()) onOutcome(row, await act(row));
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, rows.length) }, worker));
}
