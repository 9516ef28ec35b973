import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';
import { resourceNotFound } from './errors.ts';
import type { Idp } from './idp.ts';

/** A pool signs all its life with one key pair, so that tokens outlive a restart. */
export const createPoolKey = async (idp: Idp, poolId: string): Promise<void> => {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  const kid = randomUUID();
  const meta = { kid, alg: 'RS256', use: 'sig' };
  idp.keys.put(poolId, {
    kid,
    privateKey: { ...(await exportJWK(privateKey)), ...meta },
    publicKey: { ...(await exportJWK(publicKey)), ...meta },
  });
};

export const poolKey = (idp: Idp, poolId: string) => {
  const key = idp.keys.get(poolId);
  if (!key) throw resourceNotFound(`User pool ${poolId} does not exist.`);
  return key;
};

/** Importing a key costs more than a signature: each is imported once. */
export const keyCache = () => {
  const imported = new Map<string, Promise<Awaited<ReturnType<typeof importJWK>>>>();
  return (jwk: JWK, use: 'sign' | 'verify') => {
    const id = `${jwk.kid}/${use}`;
    const known = imported.get(id) ?? importJWK(jwk, 'RS256');
    imported.set(id, known);
    return known;
  };
};
