import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export class FolderInUse extends Error {
  override name = 'FolderInUse';

  constructor(folder: string) {
    super(`Another endpoint runs over the data in ${folder}. End it, or choose another data folder.`);
  }
}

/**
 * Holds a folder for one endpoint: two over the same data would each undo what the other did. The lock is SQLite's, so
 * it ends with the process however that ends, and no stale file can keep a start from working. Answers how to let go.
 */
export function holdFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true });
  const lock = new DatabaseSync(join(folder, 'lock.db'), { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch {
    lock.close();
    throw new FolderInUse(folder);
  }
  return () => lock.close();
}
