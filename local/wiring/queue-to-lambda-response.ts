/**
 * Which of a batch's items a function reports as failed. As the Lambda guide says: no or an empty list means that all
 * went well; a response that cannot be read, an empty identifier or one that is not of the batch means that all failed.
 */
export const failedIdentifiers = (payload: string, identifiers: string[]): Set<string> => {
  const all = new Set(identifiers);
  let response: unknown;
  try {
    response = payload === '' ? null : JSON.parse(payload);
  } catch {
    return all;
  }
  if (response === null || response === undefined) return new Set();
  const failures = (response as { batchItemFailures?: unknown }).batchItemFailures;
  if (failures === undefined || failures === null) return new Set();
  if (!Array.isArray(failures)) return all;
  const failed = failures.map((failure: unknown) => (failure as { itemIdentifier?: unknown } | null)?.itemIdentifier);
  if (failed.some((identifier) => typeof identifier !== 'string' || !all.has(identifier))) return all;
  return new Set(failed as string[]);
};
