import type { Page } from './api-client.ts';

/** Follows a list's cursor until its end, or until `atMost` rows were read. */
export async function readPages<Row>(
  readPage: (nextToken: string | null) => Promise<Page<Row>>,
  atMost: number,
): Promise<Row[]> {
  const rows: Row[] = [];
  let nextToken: string | null = null;
  do {
    const page: Page<Row> = await readPage(nextToken);
    rows.push(...page.items);
    nextToken = page.nextToken ?? null;
  } while (nextToken && rows.length < atMost);
  return rows;
}
