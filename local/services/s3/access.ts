import type { Access } from '../../authorization/access.ts';
import type { HttpRequest } from '../../gateway/service.ts';

/** S3's actions for what is done to an object, by method and sub-resource. */
const ON_OBJECTS: Readonly<Record<string, string>> = {
  PUT: 'PutObject',
  GET: 'GetObject',
  HEAD: 'GetObject',
  DELETE: 'DeleteObject',
  'POST uploads': 'PutObject',
  'PUT uploadId': 'PutObject',
  'POST uploadId': 'PutObject',
  'DELETE uploadId': 'AbortMultipartUpload',
};

const ON_BUCKETS: Readonly<Record<string, string>> = {
  PUT: 'CreateBucket',
  DELETE: 'DeleteBucket',
  HEAD: 'ListBucket',
  GET: 'ListBucket',
  'GET versions': 'ListBucketVersions',
  'GET location': 'GetBucketLocation',
  'GET versioning': 'GetBucketVersioning',
  'GET encryption': 'GetEncryptionConfiguration',
};

const bucketArn = (bucket: string) => `arn:aws:s3:::${bucket}`;

export const objectAccess = (action: string, bucket: string, key: string): Access => ({
  action: `s3:${action}`,
  resource: `${bucketArn(bucket)}/${key}`,
});

export const listAccess = (bucket: string, prefix: string): Access => ({
  action: 's3:ListBucket',
  resource: bucketArn(bucket),
  context: { 's3:prefix': prefix },
});

/**
 * What a request needs: https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
 * `what` is its method and sub-resource; one that no table names is refused before it would be carried out.
 * DeleteObjects needs nothing as a whole: each of its keys is asked for.
 */
export const s3Access = ({ url, headers }: HttpRequest, what: string, bucket: string, key: string): Access[] => {
  if (bucket === '') return [{ action: 's3:ListAllMyBuckets', resource: '*' }];
  if (key !== '') {
    const versioned = url.searchParams.has('versionId') && (what === 'GET' || what === 'HEAD' || what === 'DELETE');
    const action = `${ON_OBJECTS[what] ?? what}${versioned ? 'Version' : ''}`;
    const [from = '', ...rest] = decodeURIComponent(String(headers['x-amz-copy-source'] ?? ''))
      .replace(/^\//, '')
      .split('/');
    const source = from === '' ? [] : [objectAccess('GetObject', from, rest.join('/'))];
    return [objectAccess(action, bucket, key), ...source];
  }
  if (what === 'POST delete') return [];
  const context = {
    's3:prefix': url.searchParams.get('prefix') ?? '',
    's3:delimiter': url.searchParams.get('delimiter') ?? '',
  };
  return [{ action: `s3:${ON_BUCKETS[what] ?? what}`, resource: bucketArn(bucket), context }];
};
