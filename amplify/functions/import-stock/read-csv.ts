import { CsvError, parse } from 'csv-parse/sync';
import type { CsvRecord, ImportProblem } from '../../domain/import-columns.ts';

const SEPARATORS = [',', ';', '\t'];

/** What parts the cells: of the usual three, what the first line has most of. Sheets in much of Europe write semicolons. */
const separatorOf = (text: string): string => {
  const [headings = ''] = text.trimStart().split('\n', 1);
  const bare = headings.replaceAll(/"[^"]*"/g, '');
  const counted = SEPARATORS.map((separator) => ({ separator, count: bare.split(separator).length }));
  return counted.reduce((most, each) => (each.count > most.count ? each : most)).separator;
};

const QUOTES = 'A cell with a quote in it stands in quotes, and each quote in it twice.';
const IN_WORDS: Partial<Record<CsvError['code'], string>> = {
  CSV_QUOTE_NOT_CLOSED: `A quote opens here that nothing closes. ${QUOTES}`,
  CSV_INVALID_CLOSING_QUOTE: `A quote ends in the middle of a cell. ${QUOTES}`,
  INVALID_OPENING_QUOTE: `A quote begins in the middle of a cell. ${QUOTES}`,
};

/** The first line after `line` that is not blank. */
const lineAfter = (text: string, line: number): number => {
  const following = text.split('\n').slice(line);
  return (
    line +
    1 +
    Math.max(
      0,
      following.findIndex((each) => each.trim() !== ''),
    )
  );
};

/** The records of a CSV file, and why it cannot be read beyond them. Lines count from 1, as editors count them. */
export const readCsv = (file: string): { records: CsvRecord[]; problem?: ImportProblem } => {
  // Within quotes the parser would count CR and LF each.
  const text = file.replace(/^\ufeff/, '').replaceAll(/\r\n?/g, '\n');
  const records: CsvRecord[] = [];
  let last = 0;
  try {
    parse(text, {
      delimiter: separatorOf(text),
      relax_column_count: true,
      skip_empty_lines: true,
      raw: true,
      on_record({ record, raw }: { record: string[]; raw: string }, { lines }) {
        last = lines;
        const broken = raw.replace(/^\n+/, '').replace(/\n$/, '').split('\n').length - 1;
        records.push({ line: lines - broken, cells: record });
        return null;
      },
    });
    return { records };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { records, problem: { line: lineAfter(text, last), message: IN_WORDS[error.code] ?? error.message } };
  }
};
