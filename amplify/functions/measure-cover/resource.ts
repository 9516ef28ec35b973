import { Stack } from 'aws-cdk-lib';
import type { Context } from '../../constructs/context.ts';
import { EveryFiveMinutes } from '../../constructs/every-five-minutes.ts';
import { grantTable, type StepFunction, setEnvironment } from '../../constructs/grants.ts';
import { defineNodeFunction } from '../../constructs/node-function.ts';

export const measureCover = defineNodeFunction({
  name: 'measure-cover',
  folder: new URL('./', import.meta.url),
  stack: 'data',
  timeoutSeconds: 240,
});

/** How long stock lasts, measured by the clock: a screen that asked for it would read the whole warehouse. */
export const addCoverMeasurement = (measure: StepFunction, { tables }: Context): void => {
  setEnvironment(measure, {
    STOCK_LEVEL_TABLE: tables.stockLevel.tableName,
    STOCK_DAY_TABLE: tables.stockDay.tableName,
    STOCK_COVER_TABLE: tables.stockCover.tableName,
  });
  grantTable(measure, tables.stockLevel, 'Scan');
  grantTable(measure, tables.stockDay, 'Query');
  grantTable(measure, tables.stockCover, 'Scan', 'PutItem');
  new EveryFiveMinutes(Stack.of(measure.resources.lambda), 'MeasureCover', measure);
};
