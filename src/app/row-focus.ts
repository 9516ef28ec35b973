/** What opens each row of the tables on the page, in order. A row that opens nothing has nothing to stand on. */
function rowOpeners(): HTMLElement[] {
  const rows = document.querySelectorAll('#content tr[data-row]');
  return [...rows].flatMap((row) => row.querySelector<HTMLElement>('th button, th a') ?? []);
}

/** Moves the focus to the next row (1) or the previous one (-1), from one list into the one below it. */
export function focusRow(step: 1 | -1): void {
  const openers = rowOpeners();
  const row = document.activeElement?.closest('tr[data-row]');
  const current = openers.findIndex((opener) => row?.contains(opener));
  const next = current === -1 ? openers[step === 1 ? 0 : openers.length - 1] : openers[current + step];
  next?.focus();
}

/** The page's field to search in, if it has one. */
export function focusSearch(): void {
  document.querySelector<HTMLElement>('#content input[type=search]')?.focus();
}
