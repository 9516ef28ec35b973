import { inertCell } from '../../amplify/domain/inert-cell.ts';

/** What a file shows of a row, under a heading. Times and numbers are written for machines: a sheet formats them itself. */
export type CsvColumn<Row> = { header: string; value: (row: Row) => string | number | boolean | null | undefined };

/** https://www.rfc-editor.org/rfc/rfc4180: quotes where there is something to quote, and each quote in it twice. */
const quoted = (text: string): string => (/[",;|\s\p{Cc}]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

function cell(value: ReturnType<CsvColumn<never>['value']>): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? quoted(inertCell(value)) : String(value);
}

/** The byte order mark tells a sheet that this is UTF-8. */
const BYTE_ORDER_MARK = '\ufeff';

/** A file of RFC 4180 with a line of headings; no text in it acts when a sheet opens it. */
export function csvOf<Row>(columns: readonly CsvColumn<Row>[], rows: readonly Row[]): string {
  const lines = [
    columns.map(({ header }) => cell(header)),
    ...rows.map((row) => columns.map(({ value }) => cell(value(row)))),
  ];
  return BYTE_ORDER_MARK + lines.map((cells) => `${cells.join(',')}\r\n`).join('');
}
