/** Calls `send` so often a second, for so many seconds, each call on its time whatever became of the one before. */
export async function atRate(
  { perSecond, seconds }: { perSecond: number; seconds: number },
  send: (index: number) => void,
): Promise<void> {
  const began = Date.now();
  for (let index = 0; index < perSecond * seconds; index += 1) {
    const due = began + (index * 1000) / perSecond;
    if (due > Date.now()) await new Promise((resolve) => setTimeout(resolve, due - Date.now()));
    send(index);
  }
}
