import type { Context, Functions } from '../../constructs/context.ts';
import { grantTable, setEnvironment } from '../../constructs/grants.ts';
import { importStock } from '../../functions/import-stock/resource.ts';
import { letKnowCaller, type WithUserPool } from './know-caller.ts';

export const stockImportOperations = { importStock };

export const wireStockImport = (
  backend: Functions<typeof stockImportOperations> & WithUserPool,
  { tables }: Context,
): void => {
  const { importStock: operation } = backend;
  letKnowCaller(operation, backend);
  setEnvironment(operation, {
    PRODUCT_TABLE: tables.product.tableName,
    STOCK_LEVEL_TABLE: tables.stockLevel.tableName,
    STOCK_MOVEMENT_TABLE: tables.stockMovement.tableName,
    LOCATION_TABLE: tables.location.tableName,
    STOCK_IMPORT_TABLE: tables.stockImport.tableName,
  });
  for (const table of [tables.product, tables.stockLevel]) {
    grantTable(operation, table, 'BatchGetItem', 'PutItem', 'UpdateItem');
  }
  grantTable(operation, tables.stockMovement, 'PutItem');
  grantTable(operation, tables.location, 'Scan');
  grantTable(operation, tables.stockImport, 'GetItem', 'PutItem');
};
