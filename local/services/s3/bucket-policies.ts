import { parsePolicy } from '../../authorization/policy-document.ts';
import type { Store } from '../../store/store.ts';

export interface BucketPolicies {
  of(bucket: string): string | undefined;
  put(bucket: string, document: unknown): void;
  delete(bucket: string): void;
}

/** What hangs on buckets, by name. Throws MalformedPolicyDocument for what the endpoint could not evaluate. */
export const bucketPolicies = (store: Store): BucketPolicies => {
  const stored = store.collection<string>('s3.policy');
  const inMemory = new Map(stored.entries());
  return {
    of: (bucket) => inMemory.get(bucket),
    put(bucket, document) {
      const text = typeof document === 'string' ? document : JSON.stringify(document);
      parsePolicy(text, 'resource');
      stored.put(bucket, text);
      inMemory.set(bucket, text);
    },
    delete(bucket) {
      stored.delete(bucket);
      inMemory.delete(bucket);
    },
  };
};
