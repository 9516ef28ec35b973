import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { ImportDifference } from '../domain/import-differences.ts';
import type { ImportMode } from '../domain/vocabulary.ts';

/** An import that was made, for good: what it changed. */
export type MadeImport = {
  importId: string;
  mode: ImportMode;
  rows: number;
  differences: ImportDifference[];
  ignored: string[];
  appliedAt: string;
  appliedBy: string;
};

export type StockImportTable = {
  /** Read consistently. */
  get(importId: string): Promise<MadeImport | undefined>;
};

export const stockImportTable = (client: DynamoDBDocumentClient, tableName: string): StockImportTable => ({
  async get(importId) {
    const { Item } = await client.send(
      new GetCommand({ TableName: tableName, Key: { importId }, ConsistentRead: true }),
    );
    return Item as MadeImport | undefined;
  },
});
