import { createHash, createHmac } from 'node:crypto';

type Data = ArrayBuffer | ArrayBufferView;

const bytes = (data: Data): Uint8Array =>
  data instanceof ArrayBuffer
    ? new Uint8Array(data)
    : new Uint8Array(data.buffer as ArrayBuffer, data.byteOffset, data.byteLength);
const bufferOf = (buffer: Buffer): ArrayBuffer => new Uint8Array(buffer).buffer;
const algorithm = (name: string): string => name.toLowerCase().replace('-', '');

/**
 * The part of WebCrypto that signs requests. Node.js answers it from another thread, at a moment that no seed decides;
 * here the answer is there at once.
 */
export const subtle = {
  digest: async (name: string | { name: string }, data: Data): Promise<ArrayBuffer> =>
    bufferOf(
      createHash(algorithm(typeof name === 'string' ? name : name.name))
        .update(bytes(data))
        .digest(),
    ),
  importKey: async (form: string, key: Data, { name, hash }: { name: string; hash: string | { name: string } }) => {
    if (form !== 'raw' || name !== 'HMAC') throw new Error(`A replayed function may not import keys for ${name}.`);
    return { key: bytes(key), hash: algorithm(typeof hash === 'string' ? hash : hash.name) };
  },
  sign: async (_name: unknown, { key, hash }: { key: Uint8Array; hash: string }, data: Data): Promise<ArrayBuffer> =>
    bufferOf(createHmac(hash, key).update(bytes(data)).digest()),
};
