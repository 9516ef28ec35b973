import type { Page } from './api-client.ts';

type ReadPage<Row> = (nextToken: string | null) => Promise<Page<Row>>;

/** The pages of a list, by its cursor, until its end. */
export async function* eachPage<Row>(readPage: ReadPage<Row>): AsyncGenerator<Row[]> {
  let nextToken: string | null = null;
  do {
    const page: Page<Row> = await readPage(nextToken);
    yield page.items;
    nextToken = page.nextToken ?? null;
  } while (nextToken);
}

/** The rows of these pages until their end, or until `atMost` were read; `onRows` is told of those so far. */
export async function readMost<Row>(
  pages: AsyncIterable<Row[]>,
  atMost: number,
  onRows: (rows: readonly Row[]) => void = () => {},
): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const page of pages) {
    rows.push(...page);
    if (rows.length >= atMost) break;
    onRows([...rows]);
  }
  return rows;
}

/** Follows a list's cursor until its end, or until `atMost` rows were read. */
export const readPages = <Row>(readPage: ReadPage<Row>, atMost: number): Promise<Row[]> =>
  readMost(eachPage(readPage), atMost);
