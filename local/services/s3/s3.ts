import { randomUUID } from 'node:crypto';
import { AwsError, Unsupported } from '../../gateway/aws-error.ts';
import type { House, HttpRequest, HttpResponse, Service } from '../../gateway/service.ts';
import { listAccess, objectAccess, s3Access } from './access.ts';
import { bucketPolicies } from './bucket-policies.ts';
import { listObjects, listVersions } from './listing.ts';
import { MultipartUploads } from './multipart.ts';
import { ObjectStore, type StoredObject } from './object-store.ts';
import { readContent } from './request-body.ts';
import { s3Resources } from './resources.ts';
import { element, textsOf, xmlAnswer } from './xml.ts';

export interface S3 extends Service {
  /** For services that AWS lets read from S3 on their own (Lambda code, AppSync schemas, state machine definitions). */
  readObject(bucket: string, key: string): Promise<Buffer>;
}

/** Path-style S3: `/<bucket>/<key>`. Sub-resources that are not named here are refused by name. */
export function createS3(house: House): S3 {
  const objects = new ObjectStore(house.folder('s3'), house.store, house.clock);
  const policies = bucketPolicies(house.store);
  const api = new S3Api(objects, house);
  return {
    name: 's3',
    protocol: { kind: 'http', handle: (request) => api.handle(request) },
    operations: {},
    resourcePolicy: (arn) => policies.of(arn.slice('arn:aws:s3:::'.length).split('/', 1)[0] ?? ''),
    resources: s3Resources(objects, house.region, policies),
    readObject: async (bucket, key) => objects.read(objects.get(bucket, key)),
    // `cdk bootstrap` makes this bucket once per account and region; nothing could be deployed without it.
    start: async () => objects.createBucket(`cdk-hnb659fds-assets-${house.account}-${house.region}`),
  };
}

/** Query parameters that carry no sub-resource: signatures, the SDK's operation hint, listing and response options. */
const PLAIN =
  /^(x-id|X-Amz-.*|list-type|prefix|delimiter|max-keys|start-after|marker|key-marker|version-id-marker|continuation-token|encoding-type|fetch-owner|versionId|partNumber|response-.*)$/;

class S3Api {
  #objects: ObjectStore;
  #uploads: MultipartUploads;
  #house: House;

  constructor(objects: ObjectStore, house: House) {
    this.#objects = objects;
    this.#uploads = new MultipartUploads(objects);
    this.#house = house;
  }

  async handle(request: HttpRequest): Promise<HttpResponse> {
    try {
      if (request.principal.kind === 'anonymous') throw new AwsError('AccessDenied', 'Access Denied', { status: 403 });
      const [bucket = '', ...rest] = request.url.pathname.slice(1).split('/').map(decodeURIComponent);
      const key = rest.join('/');
      const what = whatOf(request);
      this.#house.authorization.require(request.principal, 's3', s3Access(request, what, bucket, key));
      if (bucket === '') return this.#service(request);
      return key === '' ? this.#bucket(request, what, bucket) : await this.#object(request, what, bucket, key);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      return xmlError(error);
    }
  }

  #service({ method }: HttpRequest): HttpResponse {
    if (method !== 'GET') throw new Unsupported(`s3: ${method} /`);
    const Bucket = this.#objects.buckets().map(({ name, created }) => ({
      Name: name,
      CreationDate: new Date(created).toISOString(),
    }));
    return xmlAnswer('ListAllMyBucketsResult', { Buckets: { Bucket } });
  }

  #bucket(request: HttpRequest, what: string, bucket: string): HttpResponse {
    const { url } = request;
    switch (what) {
      case 'PUT':
        this.#objects.createBucket(bucket);
        return { status: 200, headers: { location: `/${bucket}` } };
      case 'DELETE':
        this.#objects.deleteBucket(bucket);
        return { status: 204 };
      case 'HEAD':
        if (this.#objects.hasBucket(bucket))
          return { status: 200, headers: { 'x-amz-bucket-region': this.#house.region } };
        return { status: 404 };
      case 'GET':
        return listObjects(this.#objects, bucket, url.searchParams);
      case 'GET versions':
        return listVersions(this.#objects, bucket, url.searchParams);
      case 'GET location':
        this.#objects.list(bucket);
        return xmlAnswer('LocationConstraint', {});
      case 'GET versioning':
        this.#objects.list(bucket);
        return xmlAnswer('VersioningConfiguration', {});
      case 'GET encryption':
        this.#objects.list(bucket);
        return xmlAnswer('ServerSideEncryptionConfiguration', {
          Rule: { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } },
        });
      case 'POST delete':
        return this.#deleteMany(request, bucket);
      default:
        throw new Unsupported(spelled(what, 'a bucket'));
    }
  }

  /** Each key on its own: what may not be deleted stays, and the answer says so. */
  #deleteMany({ principal, body }: HttpRequest, bucket: string): HttpResponse {
    const { authorization } = this.#house;
    const keys = textsOf('Key', body.toString('utf8'));
    const allowed = keys.filter((key) => authorization.allows(principal, objectAccess('DeleteObject', bucket, key)));
    for (const key of allowed) this.#objects.delete(bucket, key);
    return xmlAnswer('DeleteResult', {
      Deleted: allowed.map((Key) => ({ Key })),
      Error: keys
        .filter((key) => !allowed.includes(key))
        .map((Key) => ({ Key, Code: 'AccessDenied', Message: 'Access Denied' })),
    });
  }

  /** Who may not list a bucket does not learn whether an object is missing. */
  #find({ principal }: HttpRequest, bucket: string, key: string): StoredObject {
    try {
      return this.#objects.get(bucket, key);
    } catch (error) {
      if (!(error instanceof AwsError && error.code === 'NoSuchKey')) throw error;
      this.#house.authorization.require(principal, 's3', [listAccess(bucket, key)]);
      throw error;
    }
  }

  async #object(request: HttpRequest, what: string, bucket: string, key: string): Promise<HttpResponse> {
    const { url, headers } = request;
    switch (what) {
      case 'PUT':
        if (headers['x-amz-copy-source']) return this.#copy(bucket, key, String(headers['x-amz-copy-source']));
        return this.#put(request, bucket, key);
      case 'GET':
      case 'HEAD':
        return this.#get(request, this.#find(request, bucket, key));
      case 'DELETE':
        this.#objects.delete(bucket, key);
        return { status: 204 };
      case 'POST uploads': {
        const UploadId = this.#uploads.begin(bucket, key, putOptions(request));
        return xmlAnswer('InitiateMultipartUploadResult', { Bucket: bucket, Key: key, UploadId });
      }
      case 'PUT uploadId': {
        const { content, checksums } = readContent(request);
        const etag = this.#uploads.addPart(idOf(url), Number(url.searchParams.get('partNumber')), content);
        return { status: 200, headers: { etag: `"${etag}"`, ...checksums } };
      }
      case 'POST uploadId': {
        const { etag } = this.#uploads.complete(idOf(url), textsOf('PartNumber', request.body.toString()).map(Number));
        return xmlAnswer('CompleteMultipartUploadResult', { Bucket: bucket, Key: key, ETag: `"${etag}"` });
      }
      case 'DELETE uploadId':
        this.#uploads.abort(idOf(url));
        return { status: 204 };
      default:
        throw new Unsupported(spelled(what, 'an object'));
    }
  }

  #put(request: HttpRequest, bucket: string, key: string): HttpResponse {
    const { content, checksums } = readContent(request);
    const { etag } = this.#objects.put(bucket, key, content, putOptions(request));
    return { status: 200, headers: { etag: `"${etag}"`, ...checksums } };
  }

  async #copy(bucket: string, key: string, source: string): Promise<HttpResponse> {
    const [from = '', ...rest] = decodeURIComponent(source).replace(/^\//, '').split('/');
    const original = this.#objects.get(from, rest.join('/'));
    const { contentType, headers } = original;
    const copy = this.#objects.put(bucket, key, await this.#objects.read(original), { contentType, headers });
    return xmlAnswer('CopyObjectResult', {
      ETag: `"${copy.etag}"`,
      LastModified: new Date(copy.lastModified).toISOString(),
    });
  }

  async #get({ method, headers }: HttpRequest, object: StoredObject): Promise<HttpResponse> {
    const common = {
      ...object.headers,
      'content-type': object.contentType,
      etag: `"${object.etag}"`,
      'last-modified': new Date(object.lastModified).toUTCString(),
      'accept-ranges': 'bytes',
    };
    const expected = headers['if-none-match'];
    if (expected === `"${object.etag}"` || expected === object.etag) return { status: 304, headers: common };
    if (method === 'HEAD') return { status: 200, headers: { ...common, 'content-length': String(object.size) } };
    const content = await this.#objects.read(object);
    const range = /^bytes=(\d*)-(\d*)$/.exec(String(headers.range ?? ''));
    if (!range) return { status: 200, headers: common, body: content };
    const [, from, to] = range;
    const start = from ? Number(from) : Math.max(0, object.size - Number(to));
    const end = from && to ? Math.min(Number(to), object.size - 1) : object.size - 1;
    if (start > end) throw new AwsError('InvalidRange', 'The requested range is not satisfiable', { status: 416 });
    return {
      status: 206,
      headers: { ...common, 'content-range': `bytes ${start}-${end}/${object.size}` },
      body: content.subarray(start, end + 1),
    };
  }
}

/** Method and sub-resource: `GET`, `PUT uploadId`. */
const whatOf = ({ method, url }: HttpRequest): string => {
  const subResource = [...url.searchParams.keys()].find((name) => !PLAIN.test(name)) ?? '';
  return `${method} ${subResource}`.trim();
};

const spelled = (what: string, on: string): string => {
  const [method, subResource] = what.split(' ');
  return `s3: ${method} on ${on}${subResource === undefined ? '' : ` with ?${subResource}`}`;
};

const idOf = (url: URL) => url.searchParams.get('uploadId') ?? '';

const KEPT_HEADERS = /^(x-amz-meta-.*|cache-control|content-disposition|content-encoding|content-language|expires)$/;

function putOptions({ headers }: HttpRequest) {
  const kept = Object.entries(headers)
    .filter(([name]) => KEPT_HEADERS.test(name))
    .map(([name, value]) => [name, String(value).replace(/(^|,\s*)aws-chunked(,\s*|$)/, '')] as const)
    .filter(([, value]) => value !== '');
  return { contentType: headers['content-type'], headers: Object.fromEntries(kept) };
}

const xmlError = ({ code, message, status }: AwsError): HttpResponse => ({
  status,
  headers: { 'content-type': 'application/xml' },
  body: `<?xml version="1.0" encoding="UTF-8"?>${element('Error', { Code: code, Message: message, RequestId: randomUUID() })}`,
});
