import { DatabaseSync } from 'node:sqlite';

/**
 * The engine finds a stream's next number, its records and its ends by reading every record of every stream, once for
 * each write and each read: the thousandth write takes several times as long as the first. With these it looks them up.
 */
const INDEXES = {
  local_stream_next: 'table_name, CAST(sequence_number AS INTEGER)',
  local_stream_records: 'table_name, shard_id, CAST(sequence_number AS INTEGER)',
  local_stream_ends: 'table_name, shard_id, sequence_number',
};

/** Adds them to the file of an engine that runs. Throws where it keeps its records otherwise than the one we know. */
export const indexStreamRecords = (file: string): void => {
  const database = new DatabaseSync(file, { timeout: 5_000 });
  try {
    for (const [name, columns] of Object.entries(INDEXES))
      database.exec(`CREATE INDEX IF NOT EXISTS ${name} ON _stream_records (${columns})`);
  } finally {
    database.close();
  }
};
