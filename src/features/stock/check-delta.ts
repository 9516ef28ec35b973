/** What is wrong with a change of `available`, or null. Stock cannot be taken that is not there. */
export function checkDelta(value: number | string, available: number): string | null {
  const delta = typeof value === 'string' && value.trim() === '' ? Number.NaN : Number(value);
  if (!Number.isSafeInteger(delta)) return 'Enter a whole number.';
  if (delta === 0) return 'A change of 0 changes nothing.';
  if (available + delta < 0) return `Only ${available} are available.`;
  return null;
}
