/** Who presses the second key of a sequence later than this has begun anew. */
const WITHIN_MS = 1200;

/**
 * Follows single keys as they come. Returns a reader that answers the sequence (`s`, or `g s`) which a key completes.
 * `known` holds no sequence that another one begins with.
 */
export function keySequences(known: readonly string[]): (key: string, now: number) => string | undefined {
  const begins = (typed: string) => known.some((sequence) => sequence.startsWith(`${typed} `));
  let begun: { typed: string; at: number } | undefined;
  return (key, now) => {
    const before = begun && now - begun.at <= WITHIN_MS ? `${begun.typed} ` : '';
    begun = undefined;
    // What continues nothing may still begin something.
    for (const typed of [before + key, key]) {
      if (known.includes(typed)) return typed;
      if (begins(typed)) {
        begun = { typed, at: now };
        return undefined;
      }
    }
    return undefined;
  };
}

const FIELDS = 'input, textarea, select, [contenteditable]:not([contenteditable=false])';

/** Whether a key is meant for what has the focus, or for the browser: then it is no shortcut. */
export function isForSomethingElse(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return true;
  return event.target instanceof Element && event.target.closest(FIELDS) !== null;
}
