import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Grant } from './compile.ts';

/** A grant of a role that has let a call through. */
export interface UsedGrant extends Grant {
  role: string;
}

/**
 * Writes each grant down when it is first used, one JSON line each, into a file of its own below `folder`: so that
 * nothing is lost when the endpoint is killed, and several endpoints may share the folder.
 */
export const usedAccess = (folder: string): ((role: string, grant: Grant) => void) => {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${process.pid}-${crypto.randomUUID()}.jsonl`);
  const written = new Set<string>();
  return (role, grant) => {
    const line = JSON.stringify({ role, ...grant } satisfies UsedGrant);
    if (written.has(line)) return;
    written.add(line);
    appendFileSync(file, `${line}\n`);
  };
};
