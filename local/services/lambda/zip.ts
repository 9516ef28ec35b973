import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize, sep } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { AwsError } from '../../gateway/aws-error.ts';

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const STORED = 0;
const DEFLATED = 8;
/** AWS's limit on a function's unzipped code. */
const MOST_BYTES = 250 * 1024 * 1024;

const invalid = (why: string) =>
  new AwsError('InvalidParameterValueException', `Could not unzip uploaded file. ${why}`);

/** Unpacks a function's archive (the plain zip that AWS takes: no encryption, no zip64) into a folder. */
export const unzip = (archive: Buffer, folder: string): void => {
  let left = MOST_BYTES;
  for (const entry of entries(archive)) {
    const path = normalize(entry.name.replaceAll('\\', '/'));
    if (path.startsWith('..') || path.startsWith(sep)) throw invalid(`An entry leaves the archive: ${entry.name}`);
    const target = join(folder, path);
    if (entry.name.endsWith('/')) {
      mkdirSync(target, { recursive: true });
      continue;
    }
    left -= entry.size;
    if (left < 0) throw invalid(`Unzipped size must be smaller than ${MOST_BYTES} bytes`);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content(archive, entry));
  }
};

interface Entry {
  name: string;
  method: number;
  packedSize: number;
  size: number;
  offset: number;
}

function* entries(archive: Buffer): Generator<Entry> {
  let end = archive.length - 22;
  while (end >= 0 && archive.readUInt32LE(end) !== END_OF_DIRECTORY) end -= 1;
  if (end < 0) throw invalid('It is no zip archive.');
  const count = archive.readUInt16LE(end + 10);
  let at = archive.readUInt32LE(end + 16);
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > archive.length || archive.readUInt32LE(at) !== DIRECTORY_ENTRY) throw invalid('It is damaged.');
    const nameLength = archive.readUInt16LE(at + 28);
    yield {
      name: archive.toString('utf8', at + 46, at + 46 + nameLength),
      method: archive.readUInt16LE(at + 10),
      packedSize: archive.readUInt32LE(at + 20),
      size: archive.readUInt32LE(at + 24),
      offset: archive.readUInt32LE(at + 42),
    };
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
}

const content = (archive: Buffer, { method, packedSize, size, offset }: Entry): Buffer => {
  // The local header's name and extra field may be of another length than the directory's.
  const start = offset + 30 + archive.readUInt16LE(offset + 26) + archive.readUInt16LE(offset + 28);
  const packed = archive.subarray(start, start + packedSize);
  if (method === STORED) return packed;
  if (method !== DEFLATED) throw invalid(`Compression method ${method} is not known.`);
  return inflateRawSync(packed, { maxOutputLength: Math.max(size, 1) });
};
