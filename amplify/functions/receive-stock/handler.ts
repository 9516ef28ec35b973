import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { required } from '../../tables/environment.ts';
import { receive } from '../../workflows/create-purchase-order/receiving/receive.ts';
import { receiving } from '../../workflows/create-purchase-order/receiving/wiring.ts';
import { callerFromUserPool } from '../caller.ts';
import { receiveStock } from './receive-stock.ts';

const deps = receiving();

export const handler = receiveStock({
  purchaseOrders: deps.purchaseOrders,
  receive: receive(deps),
  identify: callerFromUserPool(new CognitoIdentityProviderClient({}), required('USER_POOL_ID')),
});
