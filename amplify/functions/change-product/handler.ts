import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { systemClock } from '../../domain/clock.ts';
import { productWriter } from '../../tables/catalogue-table.ts';
import { documentClient } from '../../tables/document-client.ts';
import { required } from '../../tables/environment.ts';
import { callerFromUserPool } from '../caller.ts';
import { changeProduct } from './change-product.ts';

const client = documentClient();
const supplierTable = required('SUPPLIER_TABLE');

export const handler = changeProduct({
  async isSupplier(supplierId) {
    const { Item } = await client.send(new GetCommand({ TableName: supplierTable, Key: { supplierId } }));
    return Item !== undefined;
  },
  change: productWriter(client, required('PRODUCT_TABLE')),
  identify: callerFromUserPool(new CognitoIdentityProviderClient({}), required('USER_POOL_ID')),
  clock: systemClock,
});
