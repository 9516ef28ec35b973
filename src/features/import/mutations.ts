import { mutationOptions } from '@tanstack/react-query';
import type { ImportMode } from '../../../amplify/domain/vocabulary.ts';
import { request, type StockImport } from '../../lib/api-client.ts';

export type ImportFile = { text: string; mode: ImportMode };
/** What a file would change; `importId` names the attempt to do just that: sent twice, it imports once. */
export type Preview = StockImport & { importId: string };
export type Difference = StockImport['differences'][number];
export type Problem = StockImport['problems'][number];

const FIELDS = /* GraphQL */ `
  rows ignored appliedAt appliedBy
  problems { line column message }
  differences { line productId locationId field before after }
`;

const PREVIEW = /* GraphQL */ `
  query PreviewStockImport($text: String!, $mode: StockImportMode!) {
    previewStockImport(text: $text, mode: $mode) { ${FIELDS} }
  }
`;

const IMPORT = /* GraphQL */ `
  mutation ImportStock(
    $importId: ID!, $text: String!, $mode: StockImportMode!, $previewed: [StockImportDifferenceInput!]!
  ) {
    importStock(importId: $importId, text: $text, mode: $mode, previewed: $previewed) { ${FIELDS} }
  }
`;

/** Asked for by a person and never repeated by itself: what they look at must not move. */
export const previewMutation = mutationOptions({
  mutationKey: ['previewStockImport'],
  mutationFn: async (file: ImportFile): Promise<Preview> => ({
    ...(await request<StockImport>(PREVIEW, file)),
    importId: crypto.randomUUID(),
  }),
});

export const importMutation = mutationOptions({
  mutationKey: ['importStock'],
  mutationFn: ({ preview, ...file }: ImportFile & { preview: Preview }) =>
    request<StockImport>(IMPORT, { ...file, importId: preview.importId, previewed: preview.differences }),
});
