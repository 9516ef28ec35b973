import { LONGEST_IMPORT } from '../../../amplify/domain/import-columns.ts';

/** Why a file is not read, in words for whoever chose it. */
export class UnreadableFile extends Error {
  override name = 'UnreadableFile';
}

const startsWith = (bytes: Uint8Array, ...first: number[]) => first.every((byte, index) => bytes[index] === byte);

/**
 * The text of a file as sheets write it: UTF-8, what Excel calls Unicode (UTF-16 with its mark), or the Windows code page
 * of western Europe, which is what is left where bytes are no UTF-8.
 */
export function textOf(bytes: Uint8Array): string {
  if (startsWith(bytes, 0xff, 0xfe)) return new TextDecoder('utf-16le').decode(bytes);
  if (startsWith(bytes, 0xfe, 0xff)) return new TextDecoder('utf-16be').decode(bytes);
  // A workbook is a ZIP archive; the older kind begins with these four bytes.
  if (startsWith(bytes, 0x50, 0x4b) || startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) {
    throw new UnreadableFile('This is a workbook. Save it as CSV, and choose that file.');
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** No character takes more than four bytes: a longer file is not even read. */
export const isTooLong = (bytes: number): boolean => bytes > 4 * LONGEST_IMPORT;
