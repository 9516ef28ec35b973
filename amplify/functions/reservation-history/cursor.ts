/** Where a page of the history ended. */
export interface Cursor {
  /** Only what comes before this time key is still to be read. */
  before: string;
  /** How many days without a reservation were passed in a row. */
  emptyDays: number;
}

export const encodeCursor = (cursor: Cursor): string => Buffer.from(JSON.stringify(cursor)).toString('base64url');

/** Throws where the text is no cursor of this query. */
export function decodeCursor(text: string): Cursor {
  try {
    const { before, emptyDays } = JSON.parse(Buffer.from(text, 'base64url').toString()) as Partial<Cursor>;
    if (typeof before === 'string' && Number.isInteger(emptyDays)) return { before, emptyDays: emptyDays as number };
  } catch {
    // Said below, in words that help.
  }
  throw new Error('The cursor is not one that reservationHistory answered.');
}
