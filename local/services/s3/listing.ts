import type { ObjectStore, StoredObject } from './object-store.ts';
import { xmlAnswer } from './xml.ts';

const MAX_KEYS = 1000;

const summary = ({ key, size, etag, lastModified }: StoredObject) => ({
  Key: key,
  LastModified: new Date(lastModified).toISOString(),
  ETag: `"${etag}"`,
  Size: size,
  StorageClass: 'STANDARD',
});

/** ListObjectsV2 and ListObjects: by prefix, rolled up at the delimiter, at most a thousand to a page. */
export function listObjects(objects: ObjectStore, bucket: string, query: URLSearchParams) {
  const second = query.get('list-type') === '2';
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? undefined;
  const maxKeys = Math.min(Number(query.get('max-keys') ?? MAX_KEYS), MAX_KEYS);
  const token = query.get('continuation-token');
  const after = token
    ? Buffer.from(token, 'base64url').toString()
    : (query.get('start-after') ?? query.get('marker') ?? '');
  const contents: StoredObject[] = [];
  const prefixes: string[] = [];
  let last = '';
  let truncated = false;
  for (const object of objects.list(bucket, prefix)) {
    const cut = delimiter ? object.key.indexOf(delimiter, prefix.length) : -1;
    const rolled = cut >= 0 ? object.key.slice(0, cut + (delimiter?.length ?? 0)) : undefined;
    const place = rolled ?? object.key;
    if (place <= after || (rolled !== undefined && prefixes.at(-1) === rolled)) continue;
    if (contents.length + prefixes.length >= maxKeys) {
      truncated = true;
      break;
    }
    if (rolled === undefined) contents.push(object);
    else prefixes.push(rolled);
    last = place;
  }
  return xmlAnswer('ListBucketResult', {
    Name: bucket,
    Prefix: prefix,
    Delimiter: delimiter,
    MaxKeys: maxKeys,
    IsTruncated: truncated,
    Contents: contents.map(summary),
    CommonPrefixes: prefixes.map((Prefix) => ({ Prefix })),
    ...(second
      ? {
          KeyCount: contents.length + prefixes.length,
          ContinuationToken: token ?? undefined,
          NextContinuationToken: truncated ? Buffer.from(last).toString('base64url') : undefined,
        }
      : { Marker: query.get('marker') ?? '', NextMarker: truncated && delimiter ? last : undefined }),
  });
}

/** ListObjectVersions for buckets without versioning: each object is its only version, `null`. */
export function listVersions(objects: ObjectStore, bucket: string, query: URLSearchParams) {
  const prefix = query.get('prefix') ?? '';
  const marker = query.get('key-marker') ?? '';
  const rest = objects.list(bucket, prefix).filter(({ key }) => key > marker);
  const page = rest.slice(0, MAX_KEYS);
  return xmlAnswer('ListVersionsResult', {
    Name: bucket,
    Prefix: prefix,
    MaxKeys: MAX_KEYS,
    IsTruncated: rest.length > page.length,
    NextKeyMarker: rest.length > page.length ? page.at(-1)?.key : undefined,
    Version: page.map((object) => ({ ...summary(object), VersionId: 'null', IsLatest: true })),
  });
}
