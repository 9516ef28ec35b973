/** How well a text answers what was typed: every word must be in it. 0 is not at all; what begins with it counts most. */
export function matchWords(typed: string, text: string): number {
  const wanted = typed.trim().toLocaleLowerCase();
  const within = text.toLocaleLowerCase();
  if (wanted === '') return 1;
  if (within.startsWith(wanted)) return 3;
  const words = wanted.split(/\s+/);
  if (!words.every((word) => within.includes(word))) return 0;
  const beginnings = ` ${within.replaceAll(/[^\p{L}\p{N}]+/gu, ' ')}`;
  return words.every((word) => beginnings.includes(` ${word}`)) ? 2 : 1;
}

/** The best answers first, as many as asked for; equal ones stay as they come. */
export function bestMatches<Item>(
  typed: string,
  items: Iterable<Item>,
  textOf: (item: Item) => string,
  atMost: number,
): Item[] {
  return [...items]
    .map((item) => ({ item, score: matchWords(typed, textOf(item)) }))
    .filter(({ score }) => score > 0)
    .sort((left, right) => right.score - left.score)
    .slice(0, atMost)
    .map(({ item }) => item);
}
