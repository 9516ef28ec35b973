import { systemClock } from '../../domain/clock.ts';
import { documentClient } from '../../tables/document-client.ts';
import { required } from '../../tables/environment.ts';
import { pause } from '../../tables/pause.ts';
import { answerCloudFormation } from './cloudformation-answer.ts';
import { dynamoCatalogue } from './dynamo-catalogue.ts';
import { loadSampleProducts } from './load-sample-products.ts';

export const handler = loadSampleProducts({
  catalogue: dynamoCatalogue(documentClient(), pause, {
    product: required('PRODUCT_TABLE'),
    stockLevel: required('STOCK_LEVEL_TABLE'),
    stockMovement: required('STOCK_MOVEMENT_TABLE'),
  }),
  answer: answerCloudFormation,
  clock: systemClock,
});
