import { createHash, randomUUID } from 'node:crypto';
import { AwsError } from '../../gateway/aws-error.ts';
import { md5, type ObjectStore, type PutOptions } from './object-store.ts';

interface Upload {
  bucket: string;
  key: string;
  options: PutOptions;
  parts: Map<number, Buffer>;
}

/** Uploads in parts live in memory until they are completed: one that a restart cuts is begun anew by every SDK. */
export class MultipartUploads {
  #uploads = new Map<string, Upload>();
  #objects: ObjectStore;

  constructor(objects: ObjectStore) {
    this.#objects = objects;
  }

  begin(bucket: string, key: string, options: PutOptions): string {
    const id = randomUUID();
    this.#uploads.set(id, { bucket, key, options, parts: new Map() });
    return id;
  }

  /** Answers the part's ETag. */
  addPart(id: string, number: number, content: Buffer): string {
    this.#find(id).parts.set(number, content);
    return md5(content);
  }

  /** The object's ETag is the MD5 of the parts' MD5s, and their count. */
  complete(id: string, numbers: number[]) {
    const { bucket, key, options, parts } = this.#find(id);
    const contents = numbers.map((number) => {
      const part = parts.get(number);
      if (!part) throw new AwsError('InvalidPart', `Part ${number} was not uploaded.`);
      return part;
    });
    const digests = createHash('md5');
    for (const part of contents) digests.update(createHash('md5').update(part).digest());
    this.#uploads.delete(id);
    return this.#objects.put(bucket, key, Buffer.concat(contents), {
      ...options,
      etag: `${digests.digest('hex')}-${contents.length}`,
    });
  }

  abort(id: string): void {
    this.#uploads.delete(id);
  }

  #find(id: string): Upload {
    const upload = this.#uploads.get(id);
    if (!upload) throw new AwsError('NoSuchUpload', 'The specified upload does not exist.', { status: 404 });
    return upload;
  }
}
