export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json;
}

/** Step Functions refuses inputs, outputs and results above 256 KiB of UTF-8. */
export const PAYLOAD_LIMIT = 262_144;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether the JSON text stays within the payload limit; counts bytes only where characters alone cannot tell. */
export const fitsPayload = (text: string): boolean =>
  text.length * 3 <= PAYLOAD_LIMIT || Buffer.byteLength(text) <= PAYLOAD_LIMIT;
