import { randomUUID } from 'node:crypto';
import { isObject, type Json, type JsonObject } from '../json.ts';

/** What a service answers, as JSON: dates become ISO text, absent members go. */
export const asJson = (output: unknown): Json => JSON.parse(JSON.stringify(output ?? null)) as Json;

/** AWS's optimized integrations add the HTTP metadata of their call to the answer. */
export const withMetadata = (output: unknown): JsonObject => {
  const json = asJson(output);
  return {
    ...(isObject(json) ? json : {}),
    SdkHttpMetadata: { HttpStatusCode: 200 },
    SdkResponseMetadata: { RequestId: randomUUID() },
  };
};

/** Arguments of an API call must be an object. */
export const asArguments = (argument: Json): Record<string, unknown> => (isObject(argument) ? { ...argument } : {});
