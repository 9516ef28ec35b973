import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../clock.ts';
import { AwsError } from '../../gateway/aws-error.ts';
import type { Collection, Store } from '../../store/store.ts';

export interface StoredObject {
  key: string;
  /** Name of the content's file in the store's folder. */
  file: string;
  size: number;
  /** Without quotes. */
  etag: string;
  contentType: string;
  /** Milliseconds since the epoch. */
  lastModified: number;
  /** User metadata and the headers that S3 hands back as it got them (cache-control, content-encoding, …). */
  headers: Record<string, string>;
}

export interface Bucket {
  name: string;
  created: number;
}

/** Buckets and objects: contents as files, the rest in the store. A write is durable when it returns. */
export class ObjectStore {
  #folder: string;
  #clock: Clock;
  #buckets: Collection<Bucket>;
  #objects: Collection<StoredObject>;

  constructor(folder: string, store: Store, clock: Clock) {
    this.#folder = folder;
    this.#clock = clock;
    this.#buckets = store.collection('s3.bucket');
    this.#objects = store.collection('s3.object');
    mkdirSync(folder, { recursive: true });
  }

  buckets(): Bucket[] {
    return this.#buckets.entries().map(([, bucket]) => bucket);
  }

  hasBucket(name: string): boolean {
    return this.#buckets.get(name) !== undefined;
  }

  createBucket(name: string): void {
    if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name)) {
      throw new AwsError('InvalidBucketName', `The specified bucket is not valid: ${name}`);
    }
    if (!this.hasBucket(name)) this.#buckets.put(name, { name, created: this.#clock.now() });
  }

  deleteBucket(name: string): void {
    this.#mustHave(name);
    if (this.#objects.entries(`${name}/`).length > 0) {
      throw new AwsError('BucketNotEmpty', 'The bucket you tried to delete is not empty', { status: 409 });
    }
    this.#buckets.delete(name);
  }

  /** Objects in key order. */
  list(bucket: string, prefix = ''): StoredObject[] {
    this.#mustHave(bucket);
    return this.#objects.entries(`${bucket}/${prefix}`).map(([, object]) => object);
  }

  find(bucket: string, key: string): StoredObject | undefined {
    this.#mustHave(bucket);
    return this.#objects.get(`${bucket}/${key}`);
  }

  get(bucket: string, key: string): StoredObject {
    const object = this.find(bucket, key);
    if (!object) throw new AwsError('NoSuchKey', 'The specified key does not exist.', { status: 404 });
    return object;
  }

  read(object: StoredObject): Promise<Buffer> {
    return readFile(join(this.#folder, object.file));
  }

  put(
    bucket: string,
    key: string,
    content: Uint8Array,
    { contentType = 'application/octet-stream', headers = {}, etag = md5(content) }: PutOptions = {},
  ): StoredObject {
    this.#mustHave(bucket);
    const previous = this.#objects.get(`${bucket}/${key}`);
    const object: StoredObject = {
      key,
      file: randomUUID(),
      size: content.length,
      etag,
      contentType,
      lastModified: this.#clock.now(),
      headers,
    };
    const path = join(this.#folder, object.file);
    writeFileSync(`${path}.part`, content);
    renameSync(`${path}.part`, path);
    this.#objects.put(`${bucket}/${key}`, object);
    if (previous) this.#drop(previous);
    return object;
  }

  delete(bucket: string, key: string): void {
    const object = this.find(bucket, key);
    if (!object) return;
    this.#objects.delete(`${bucket}/${key}`);
    this.#drop(object);
  }

  #drop({ file }: StoredObject): void {
    rmSync(join(this.#folder, file), { force: true });
  }

  #mustHave(bucket: string): void {
    if (!this.hasBucket(bucket)) {
      throw new AwsError('NoSuchBucket', `The specified bucket does not exist: ${bucket}`, { status: 404 });
    }
  }
}

export interface PutOptions {
  contentType?: string | undefined;
  headers?: Record<string, string>;
  etag?: string;
}

export const md5 = (content: Uint8Array) => createHash('md5').update(content).digest('hex');
