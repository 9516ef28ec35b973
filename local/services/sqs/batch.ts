import { asAwsError } from '../../gateway/door.ts';
import { emptyBatch, idsNotDistinct, invalidBatchId, tooManyEntries } from './errors.ts';

export interface BatchEntry {
  Id: string;
}

export interface BatchAnswer<Result> {
  Successful: (Result & BatchEntry)[];
  Failed: { Id: string; SenderFault: boolean; Code: string; Message: string }[];
}

export function checkBatch<Entry extends BatchEntry>(entries: Entry[] | undefined): Entry[] {
  if (!entries || entries.length === 0) throw emptyBatch();
  if (entries.length > 10) throw tooManyEntries(entries.length);
  const seen = new Set<string>();
  for (const { Id } of entries) {
    if (!/^[\w-]{1,80}$/.test(Id ?? '')) throw invalidBatchId();
    if (seen.has(Id)) throw idsNotDistinct(Id);
    seen.add(Id);
  }
  return entries;
}

/** Runs each entry on its own: one that fails does not harm its neighbours. */
export function eachEntry<Entry extends BatchEntry, Result extends object>(
  entries: Entry[],
  run: (entry: Entry) => Result,
): BatchAnswer<Result> {
  const answer: BatchAnswer<Result> = { Successful: [], Failed: [] };
  for (const entry of entries) {
    try {
      answer.Successful.push({ ...run(entry), Id: entry.Id });
    } catch (error) {
      const { code, message, status, detail } = asAwsError(error);
      answer.Failed.push({
        Id: entry.Id,
        SenderFault: status < 500,
        Code: String(detail.queryErrorCode ?? code),
        Message: message,
      });
    }
  }
  return answer;
}
