import { systemClock } from '../../domain/clock.ts';
import { documentClient } from '../../tables/document-client.ts';
import { required } from '../../tables/environment.ts';
import { everyLevel, stockCovers, stockDays } from './cover-tables.ts';
import { measureCover } from './measure-cover.ts';

const client = documentClient();

export const handler = measureCover({
  levels: everyLevel(client, required('STOCK_LEVEL_TABLE')),
  days: stockDays(client, required('STOCK_DAY_TABLE')),
  covers: stockCovers(client, required('STOCK_COVER_TABLE')),
  now: systemClock,
});
