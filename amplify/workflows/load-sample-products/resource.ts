import { CustomResource, Stack } from 'aws-cdk-lib';
import type { Context } from '../../constructs/context.ts';
import { grantTable, type StepFunction, setEnvironment } from '../../constructs/grants.ts';
import { defineNodeFunction } from '../../constructs/node-function.ts';

export const loadSampleProducts = defineNodeFunction({
  name: 'load-sample-products',
  folder: new URL('./', import.meta.url),
  stack: 'sample-products',
  timeoutSeconds: 60,
});

/** Runs once on deploy; raise `edition` to load products that were added since. */
export const addSampleProducts = (loader: StepFunction, { tables }: Context): void => {
  setEnvironment(loader, {
    PRODUCT_TABLE: tables.product.tableName,
    SUPPLIER_TABLE: tables.supplier.tableName,
    STOCK_LEVEL_TABLE: tables.stockLevel.tableName,
    STOCK_MOVEMENT_TABLE: tables.stockMovement.tableName,
    PURCHASING_SETTINGS_TABLE: tables.purchasingSettings.tableName,
  });
  const { product, supplier, stockLevel, stockMovement, purchasingSettings } = tables;
  for (const table of [product, supplier, stockLevel, stockMovement, purchasingSettings]) {
    grantTable(loader, table, 'PutItem');
  }
  const { lambda } = loader.resources;
  new CustomResource(Stack.of(lambda), 'SampleProducts', {
    resourceType: 'Custom::SampleProducts',
    serviceToken: lambda.functionArn,
    properties: { edition: '3' },
  });
};
