/** What says which row is open, or how far somebody has read: a view is of the list. */
const NOT_OF_THE_LIST = ['product', 'at', 'order', 'page'];

/** The filters and the order of a page's URL. */
export function viewSearch(search: string): string {
  const kept = new URLSearchParams(search);
  for (const name of NOT_OF_THE_LIST) kept.delete(name);
  const text = kept.toString();
  return text === '' ? '' : `?${text}`;
}
