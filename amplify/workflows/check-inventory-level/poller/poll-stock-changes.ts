import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import type { StockLevel } from '../../../domain/models.ts';
import { checksOf, type StockChange, type StockCheck } from '../../../domain/stock-change.ts';
import { stockKey } from '../../../domain/stock-key.ts';
import { readAttributes } from '../../../tables/attributes.ts';
import type { SyncWorkflow } from '../../sync-workflow.ts';

export type CheckWorkflow = SyncWorkflow<{ levels: StockCheck[] }, { failed: string[] }>;

const changeOf = ({ dynamodb }: DynamoDBRecord): StockChange[] => {
  if (!dynamodb?.NewImage || dynamodb.SequenceNumber === undefined) return [];
  return [
    {
      before: dynamodb.OldImage ? readAttributes<StockLevel>(dynamodb.OldImage) : undefined,
      after: readAttributes<StockLevel>(dynamodb.NewImage),
      sequenceNumber: dynamodb.SequenceNumber,
    },
  ];
};

/**
 * Looks at the stock levels that changed. The workflow is started synchronously, because an asynchronous Express
 * execution that fails does so in silence. On failure the stream is read again from the first record concerned.
 */
export const pollStockChanges =
  (workflow: CheckWorkflow) =>
  async (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const checks = checksOf(event.Records.flatMap(changeOf));
    if (checks.length === 0) return { batchItemFailures: [] };
    const { failed } = await workflow({ levels: checks.map(({ check }) => check) });
    const first = checks.find(({ check }) => failed.includes(stockKey(check)));
    return { batchItemFailures: first ? [{ itemIdentifier: first.sequenceNumber }] : [] };
  };
