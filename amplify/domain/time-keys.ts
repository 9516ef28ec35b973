/**
 * Keys by time. A by-time index on one key would be a hot partition (1,000 writes a second, and it throttles the table),
 * so a day is spread over sixteen partitions and a product over four; a reader asks all of them and merges.
 */
export const DAY_SHARDS = 16;
export const PRODUCT_SHARDS = 4;

/** Live reservations by the time at which they expire: as hot as a day. */
export const EXPIRY_SHARDS = 16;

/** FNV-1a: the same order always lands in the same shard, on every machine. */
const hash = (text: string): number => {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) {
    value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  }
  return value >>> 0;
};

const dayShardName = (day: string, shard: number): string => `${day}#${String(shard).padStart(2, '0')}`;

/** `<YYYY-MM-DD>#<00..15>` of an ISO instant. */
export const dayShard = (createdAt: string, orderId: string): string =>
  dayShardName(createdAt.slice(0, 10), hash(orderId) % DAY_SHARDS);

/** `<productId>#<0..3>`. */
export const productShard = (productId: string, orderId: string): string =>
  `${productId}#${hash(orderId) % PRODUCT_SHARDS}`;

/** Every shard of a day, for a reader that merges. */
export const dayShards = (day: string): string[] =>
  Array.from({ length: DAY_SHARDS }, (_, shard) => dayShardName(day, shard));

/** Every shard of a product, for a reader that merges. */
export const productShards = (productId: string): string[] =>
  Array.from({ length: PRODUCT_SHARDS }, (_, shard) => `${productId}#${shard}`);

/** `<createdAt>#<orderId>#<productId>`: unique, and in order of time as text. */
export const timeKey = (createdAt: string, orderId: string, productId: string): string =>
  `${createdAt}#${orderId}#${productId}`;

const expiryShardName = (shard: number): string => String(shard).padStart(2, '0');

/** `<00..15>`. */
export const expiryShard = (orderId: string): string => expiryShardName(hash(orderId) % EXPIRY_SHARDS);

/** Every shard of what expires, for a sweep. */
export const expiryShards = (): string[] => Array.from({ length: EXPIRY_SHARDS }, (_, shard) => expiryShardName(shard));
