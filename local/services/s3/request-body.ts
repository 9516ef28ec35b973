import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { AwsError } from '../../gateway/aws-error.ts';
import type { HttpRequest } from '../../gateway/service.ts';

/** The content of an upload: unwrapped where the SDK streamed it as `aws-chunked`, and checked where it can be. */
export function readContent({ headers, body }: HttpRequest): { content: Buffer; checksums: Record<string, string> } {
  const encoding = String(headers['x-amz-content-sha256'] ?? '');
  const { content, trailers } = encoding.startsWith('STREAMING-')
    ? unwrapChunks(body)
    : { content: body, trailers: {} };
  const checksums: Record<string, string> = {};
  for (const [name, value] of [...Object.entries(headers), ...Object.entries(trailers)]) {
    if (/^x-amz-checksum-(crc32|crc32c|crc64nvme|sha1|sha256)$/.test(name)) checksums[name] = String(value);
  }
  const expected = headers['content-md5'];
  if (expected !== undefined && createHash('md5').update(content).digest('base64') !== expected)
    badDigest('Content-MD5');
  for (const [name, value] of Object.entries(checksums)) {
    const own = checksumOf(name, content);
    if (own !== undefined && own !== value) badDigest(name);
  }
  return { content, checksums };
}

/** CRC32C and CRC64NVME are kept and handed back unchecked: Node has neither. */
function checksumOf(name: string, content: Buffer): string | undefined {
  if (name === 'x-amz-checksum-sha256') return createHash('sha256').update(content).digest('base64');
  if (name === 'x-amz-checksum-sha1') return createHash('sha1').update(content).digest('base64');
  if (name !== 'x-amz-checksum-crc32') return undefined;
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(content));
  return bytes.toString('base64');
}

function badDigest(name: string): never {
  throw new AwsError('BadDigest', `The ${name} you specified did not match the calculated checksum.`);
}

/** `<hex size>[;chunk-signature=…]\r\n<data>\r\n … 0\r\n<trailers>\r\n\r\n` ("Signature calculations: transferring payload in chunks"). */
function unwrapChunks(body: Buffer): { content: Buffer; trailers: Record<string, string> } {
  const chunks: Buffer[] = [];
  let position = 0;
  for (;;) {
    const lineEnd = body.indexOf('\r\n', position);
    const size = Number.parseInt(body.toString('latin1', position, lineEnd), 16);
    if (lineEnd < 0 || Number.isNaN(size)) throw new AwsError('IncompleteBody', 'The chunked body is malformed.');
    position = lineEnd + 2;
    if (size === 0) break;
    chunks.push(body.subarray(position, position + size));
    position += size + 2;
  }
  const trailers = body.toString('latin1', position).split('\r\n');
  return {
    content: Buffer.concat(chunks),
    trailers: Object.fromEntries(
      trailers
        .filter((line) => line.includes(':'))
        .map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
    ),
  };
}
