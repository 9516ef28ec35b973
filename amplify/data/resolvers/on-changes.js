/** Every subscriber receives every batch: what a person may read is decided by group, not by row. */
export function request() {
  return { payload: null };
}

export function response() {
  return null;
}
