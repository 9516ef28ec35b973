import { createHmac } from 'node:crypto';
import { invalidParameter, notAuthorized, resourceNotFound } from './errors.ts';
import type { Idp } from './idp.ts';
import type { Client, Pool } from './records.ts';

export const needPool = (idp: Idp, id: unknown): Pool => {
  const pool = typeof id === 'string' ? idp.pools.get(id) : undefined;
  if (!pool) throw resourceNotFound(`User pool ${id} does not exist.`);
  return pool;
};

/** The client and its pool; `poolId` where the call names the pool too, and both must belong together. */
export const needClient = (idp: Idp, clientId: unknown, poolId?: string): { client: Client; pool: Pool } => {
  const client = typeof clientId === 'string' ? idp.clients.get(clientId) : undefined;
  if (!client || (poolId !== undefined && client.poolId !== poolId))
    throw resourceNotFound(`User pool client ${clientId} does not exist.`);
  return { client, pool: needPool(idp, client.poolId) };
};

/** A client with a secret must prove it with every name it sends: base64 of HMAC-SHA256(secret, username + client id). */
export const checkSecretHash = (client: Client, username: string, secretHash: unknown): void => {
  if (client.secret === undefined) {
    if (secretHash !== undefined)
      throw notAuthorized(`Client ${client.id} is not configured for secret but secret was received`);
    return;
  }
  if (secretHash === undefined)
    throw notAuthorized(`Client ${client.id} is configured for secret but secret was not received`);
  const expected = createHmac('sha256', client.secret)
    .update(username + client.id)
    .digest('base64');
  if (secretHash !== expected) throw notAuthorized(`SecretHash does not match for the client: ${client.id}`);
};

/** What SRP calls the pool: its id without the region. */
export const poolName = (pool: Pool): string => pool.id.slice(pool.id.indexOf('_') + 1);

export const hidesUnknownUsers = (client: Client): boolean => client.settings.PreventUserExistenceErrors === 'ENABLED';

export const requireText = (name: string, value: unknown): string => {
  if (typeof value !== 'string' || value === '') throw invalidParameter(`Missing required parameter ${name}`);
  return value;
};
