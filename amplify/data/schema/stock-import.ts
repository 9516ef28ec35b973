import { a } from '@aws-amplify/backend';
import { IMPORT_FIELDS, IMPORT_MODES } from '../../domain/vocabulary.ts';
import { importStock } from '../../functions/import-stock/resource.ts';

/** Products and counts from a CSV file. */
export const stockImportSchema = {
  /** SET: a count is what there is. ADD: it is added to what there is. */
  StockImportMode: a.enum(IMPORT_MODES),

  StockImportField: a.enum(IMPORT_FIELDS),

  StockImportProblem: a.customType({
    /** Absent where it is the whole file. */
    line: a.integer(),
    column: a.string(),
    message: a.string().required(),
  }),

  /** One value that changes, numbers as text; without `before`, it is new. */
  StockImportDifference: a.customType({
    line: a.integer().required(),
    productId: a.id().required(),
    locationId: a.id().required(),
    field: a.ref('StockImportField').required(),
    before: a.string(),
    after: a.string().required(),
  }),

  StockImport: a.customType({
    /** Rows with nothing wrong in themselves. */
    rows: a.integer().required(),
    /** Where there is one, nothing was changed. */
    problems: a.ref('StockImportProblem').required().array().required(),
    differences: a.ref('StockImportDifference').required().array().required(),
    /** Columns that are only shown, as the stock list's own export has them. */
    ignored: a.string().required().array().required(),
    /** Absent where nothing was changed. */
    appliedAt: a.datetime(),
    appliedBy: a.string(),
  }),

  /** What a file would change. Changes nothing. */
  previewStockImport: a
    .query()
    .arguments({ text: a.string().required(), mode: a.ref('StockImportMode').required() })
    .returns(a.ref('StockImport'))
    .handler(a.handler.function(importStock))
    .authorization((allow) => [allow.groups(['OPERATORS'])]),

  /** Makes the changes that the preview has shown, all or none. */
  importStock: a
    .mutation()
    .arguments({
      /** Made by the client, so that a repeated click imports once. */
      importId: a.id().required(),
      text: a.string().required(),
      mode: a.ref('StockImportMode').required(),
      /** The differences of the preview: where others are found, nothing is changed. */
      previewed: a.ref('StockImportDifference').required().array().required(),
    })
    .returns(a.ref('StockImport'))
    .handler(a.handler.function(importStock))
    .authorization((allow) => [allow.groups(['OPERATORS'])]),
};
