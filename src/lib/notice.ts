/** "3 new, 2 changed"; empty when the list is as it should be. */
export function noticeOf(added: number, changed: number): string {
  const parts = [];
  if (added > 0) parts.push(`${added} new`);
  if (changed > 0) parts.push(`${changed} changed`);
  return parts.join(', ');
}
