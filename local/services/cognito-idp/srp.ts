import { createHash, createHmac, getDiffieHellman, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * The server's side of SRP-6a as Cognito speaks it: the 3072-bit group of RFC 5054 (the same prime as RFC 3526's
 * group 15), SHA-256, and numbers hashed as signed big-endian bytes, so that a set top bit brings a leading zero byte.
 */
const N = BigInt(`0x${getDiffieHellman('modp15').getPrime('hex')}`);
const g = 2n;

export interface Verifier {
  salt: string;
  verifier: string;
}

const sha256 = (...parts: (Buffer | string)[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

const fromHex = (hex: string): bigint => BigInt(`0x${hex || '0'}`);
const fromBytes = (bytes: Buffer): bigint => fromHex(bytes.toString('hex'));

const padded = (value: bigint): Buffer => {
  const hex = value.toString(16);
  const even = hex.length % 2 ? `0${hex}` : hex;
  return Buffer.from(/^[89a-f]/.test(even) ? `00${even}` : even, 'hex');
};

const power = (base: bigint, exponent: bigint): bigint => {
  let result = 1n;
  let square = base % N;
  for (let bits = exponent; bits > 0n; bits >>= 1n) {
    if (bits & 1n) result = (result * square) % N;
    square = (square * square) % N;
  }
  return result;
};

const k = fromBytes(sha256(padded(N), padded(g)));

/** `poolName` is the part of the pool's id after its underscore. */
const privateKey = (poolName: string, user: string, password: string, salt: string): bigint =>
  fromBytes(sha256(padded(fromHex(salt)), sha256(`${poolName}${user}:${password}`)));

export const createVerifier = (poolName: string, user: string, password: string): Verifier => {
  const salt = randomBytes(16).toString('hex');
  return { salt, verifier: power(g, privateKey(poolName, user, password, salt)).toString(16) };
};

export const verifyPassword = (
  poolName: string,
  user: string,
  password: string,
  { salt, verifier }: Verifier,
): boolean => equal(sha256(power(g, privateKey(poolName, user, password, salt)).toString(16)), sha256(verifier));

export interface ServerKeys {
  /** The server's secret exponent and its public value, hexadecimal. */
  b: string;
  B: string;
}

/** Undefined when the client's public value is one that would make the shared key known to anyone. */
export const answerClient = (A: string, { verifier }: Verifier): ServerKeys | undefined => {
  if (!/^[0-9a-fA-F]+$/.test(A) || fromHex(A) % N === 0n) return undefined;
  const b = randomBytes(32).toString('hex');
  return { b, B: ((k * fromHex(verifier) + power(g, fromHex(b))) % N).toString(16) };
};

export interface Claim {
  poolName: string;
  user: string;
  A: string;
  secretBlock: string;
  timestamp: string;
  signature: string;
}

/** Whether the claim's signature proves knowledge of the password. */
export const verifyClaim = (claim: Claim, { b, B }: ServerKeys, { verifier }: Verifier): boolean => {
  const A = fromHex(claim.A);
  const u = fromBytes(sha256(padded(A), padded(fromHex(B))));
  const S = power(A * power(fromHex(verifier), u), fromHex(b));
  const key = Buffer.from(hkdfSync('sha256', padded(S), padded(u), 'Caldera Derived Key', 16));
  const expected = createHmac('sha256', key)
    .update(claim.poolName)
    .update(claim.user)
    .update(Buffer.from(claim.secretBlock, 'base64'))
    .update(claim.timestamp)
    .digest();
  return equal(expected, Buffer.from(claim.signature, 'base64'));
};

const equal = (a: Buffer, b: Buffer): boolean => a.length === b.length && timingSafeEqual(a, b);
