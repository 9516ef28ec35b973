import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketAclCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CredentialBook } from '../../gateway/credential-book.ts';
import { Door } from '../../gateway/door.ts';
import { Gateway } from '../../gateway/server.ts';
import { testHouse } from '../../testing/house.ts';
import { createS3 } from './s3.ts';

const folder = mkdtempSync(join(tmpdir(), 'restock-s3-'));
const house = testHouse({ folder });
const door = new Door();
const gateway = new Gateway(door, new CredentialBook(house.store, house.clock));
const service = createS3(house);
let s3: S3Client;

beforeAll(async () => {
  gateway.add(service);
  gateway.open();
  const port = await gateway.listen(0);
  s3 = new S3Client({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    forcePathStyle: true,
  });
  await s3.send(new CreateBucketCommand({ Bucket: 'assets' }));
});
afterAll(() => gateway.close());

const put = (Key: string, Body: string | Uint8Array) => s3.send(new PutObjectCommand({ Bucket: 'assets', Key, Body }));
const text = async (Key: string, Range?: string) =>
  (await s3.send(new GetObjectCommand({ Bucket: 'assets', Key, Range }))).Body?.transformToString();

describe('s3', () => {
  it('hands back what was put, by key with spaces and signs, whole or by range', async () => {
    await put('a folder/ü+1 (x).txt', 'hello world');
    expect(await text('a folder/ü+1 (x).txt')).toBe('hello world');
    expect(await text('a folder/ü+1 (x).txt', 'bytes=6-')).toBe('world');
  });

  it('keeps content type and metadata', async () => {
    await s3.send(
      new PutObjectCommand({
        Bucket: 'assets',
        Key: 'm',
        Body: '{}',
        ContentType: 'application/json',
        Metadata: { by: 'me' },
      }),
    );
    const head = await s3.send(new HeadObjectCommand({ Bucket: 'assets', Key: 'm' }));
    expect(head).toMatchObject({ ContentType: 'application/json', ContentLength: 2, Metadata: { by: 'me' } });
  });

  it('says NoSuchKey and NoSuchBucket', async () => {
    await expect(text('absent')).rejects.toMatchObject({ name: 'NoSuchKey' });
    await expect(s3.send(new ListObjectsV2Command({ Bucket: 'absent' }))).rejects.toMatchObject({
      name: 'NoSuchBucket',
    });
  });

  it('lists by prefix and delimiter, page after page', async () => {
    for (const key of ['list/a', 'list/b/1', 'list/b/2', 'list/c']) await put(key, 'x');
    const pages = [];
    let ContinuationToken: string | undefined;
    do {
      const page = await s3.send(
        new ListObjectsV2Command({ Bucket: 'assets', Prefix: 'list/', Delimiter: '/', MaxKeys: 1, ContinuationToken }),
      );
      pages.push(page.Contents?.[0]?.Key ?? page.CommonPrefixes?.[0]?.Prefix);
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken);
    expect(pages).toEqual(['list/a', 'list/b/', 'list/c']);
  });

  it('joins the parts of a multipart upload in the order of their numbers', async () => {
    const at = { Bucket: 'assets', Key: 'parts' };
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand(at));
    const upload = (PartNumber: number, Body: string) =>
      s3.send(new UploadPartCommand({ ...at, UploadId, PartNumber, Body }));
    const second = await upload(2, 'two');
    const first = await upload(1, 'one');
    const Parts = [
      { PartNumber: 1, ETag: first.ETag },
      { PartNumber: 2, ETag: second.ETag },
    ];
    const done = await s3.send(new CompleteMultipartUploadCommand({ ...at, UploadId, MultipartUpload: { Parts } }));
    expect(done.ETag).toMatch(/^"[0-9a-f]{32}-2"$/);
    expect(await text('parts')).toBe('onetwo');
  });

  it('copies and deletes', async () => {
    await put('from', 'content');
    await s3.send(new CopyObjectCommand({ Bucket: 'assets', Key: 'to', CopySource: 'assets/from' }));
    await s3.send(new DeleteObjectCommand({ Bucket: 'assets', Key: 'from' }));
    expect(await text('to')).toBe('content');
    await s3.send(new DeleteObjectsCommand({ Bucket: 'assets', Delete: { Objects: [{ Key: 'to' }] } }));
    await expect(text('to')).rejects.toMatchObject({ name: 'NoSuchKey' });
  });

  it('refuses to delete a bucket that holds objects', async () => {
    await put('kept', 'x');
    await expect(s3.send(new DeleteBucketCommand({ Bucket: 'assets' }))).rejects.toMatchObject({
      name: 'BucketNotEmpty',
    });
  });

  it('refuses by name what it does not support', async () => {
    await expect(s3.send(new GetBucketAclCommand({ Bucket: 'assets' }))).rejects.toThrow('?acl');
  });

  it('refuses a wrong secret', async () => {
    const { endpoint } = s3.config;
    const stranger = new S3Client({
      ...(endpoint && { endpoint }),
      region: 'us-east-1',
      forcePathStyle: true,
      credentials: { accessKeyId: 'test', secretAccessKey: 'wrong' },
    });
    await expect(stranger.send(new ListObjectsV2Command({ Bucket: 'assets' }))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 403 },
    });
  });

  it('finds everything again after a restart over the same folder', async () => {
    await put('durable', 'still here');
    const again = createS3(house);
    expect((await again.readObject('assets', 'durable')).toString()).toBe('still here');
  });
});
