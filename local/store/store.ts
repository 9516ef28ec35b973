import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';

/** A named set of JSON documents, ordered by key. Every write is on disk, and safe from `kill -9`, when it returns. */
export interface Collection<T> {
  get(key: string): T | undefined;
  put(key: string, value: T): void;
  delete(key: string): boolean;
  /** Entries in key order, those whose key starts with `prefix` where one is given. */
  entries(prefix?: string): [string, T][];
  clear(): void;
}

/** What survives a restart: one SQLite file (or memory, for tests that need no restart). */
export class Store {
  #database: DatabaseSync;
  #depth = 0;
  #get: StatementSync;
  #put: StatementSync;
  #delete: StatementSync;
  #entries: StatementSync;
  #clear: StatementSync;

  constructor(file: string) {
    if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true });
    this.#database = new DatabaseSync(file);
    // WAL with synchronous=NORMAL loses nothing when the process dies; only a power cut may cost the last writes.
    this.#database.exec(`
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = NORMAL;
      CREATE TABLE IF NOT EXISTS document (
        collection TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL,
        PRIMARY KEY (collection, key)
      ) WITHOUT ROWID, STRICT;
    `);
    const prepare = (sql: string) => this.#database.prepare(sql);
    this.#get = prepare('SELECT value FROM document WHERE collection = ? AND key = ?');
    this.#put = prepare(
      'INSERT INTO document VALUES (?, ?, ?) ON CONFLICT (collection, key) DO UPDATE SET value = excluded.value',
    );
    this.#delete = prepare('DELETE FROM document WHERE collection = ? AND key = ?');
    this.#entries = prepare(
      'SELECT key, value FROM document WHERE collection = ? AND key >= ? AND key < ? ORDER BY key',
    );
    this.#clear = prepare('DELETE FROM document WHERE collection = ?');
  }

  collection<T>(name: string): Collection<T> {
    return {
      get: (key) => {
        const row = this.#get.get(name, key) as { value: string } | undefined;
        return row && (JSON.parse(row.value) as T);
      },
      put: (key, value) => void this.#put.run(name, key, JSON.stringify(value)),
      delete: (key) => this.#delete.run(name, key).changes > 0,
      entries: (prefix = '') =>
        (this.#entries.all(name, prefix, `${prefix}\u{10FFFF}`) as { key: string; value: string }[]).map(
          ({ key, value }) => [key, JSON.parse(value) as T],
        ),
      clear: () => void this.#clear.run(name),
    };
  }

  /** Replaces a text in every document of every collection. */
  replaceText(from: string, to: string): void {
    this.#database
      .prepare('UPDATE document SET value = replace(value, ?, ?) WHERE instr(value, ?) > 0')
      .run(from, to, from);
  }

  /** Makes the writes of `work` (synchronous) one: all of them, or none when it throws. Calls may nest. */
  transaction<T>(work: () => T): T {
    if (this.#depth > 0) return work();
    this.#database.exec('BEGIN IMMEDIATE');
    this.#depth += 1;
    try {
      const result = work();
      this.#database.exec('COMMIT');
      return result;
    } catch (error) {
      this.#database.exec('ROLLBACK');
      throw error;
    } finally {
      this.#depth -= 1;
    }
  }

  close(): void {
    this.#database.close();
  }
}
