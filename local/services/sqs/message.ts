import { createHash } from 'node:crypto';
import { invalidContents, invalidParameter } from './errors.ts';

export interface MessageAttribute {
  DataType: string;
  StringValue?: string;
  /** Base64 text, or bytes when the call came from inside the endpoint. */
  BinaryValue?: string | Uint8Array;
}

export type MessageAttributes = Record<string, MessageAttribute>;

/** A message as it lies in the store. Times are milliseconds since the epoch. */
export interface Message {
  /** Position in the queue; also the sequence number of a FIFO queue's message. */
  sequence: string;
  id: string;
  body: string;
  attributes?: MessageAttributes;
  traceHeader?: string;
  senderId: string;
  sentAt: number;
  /** Not delivered before this moment: its delay or its visibility timeout. */
  visibleAt: number;
  inFlight: boolean;
  receiveCount: number;
  /** receiveCount when it entered this queue, so that a dead-letter queue counts its own receives. */
  arrivedWith: number;
  firstReceivedAt?: number;
  /** Changes with every receive; the latest one opens the message. */
  receipt?: string;
  deadLetterSource?: string;
  groupId?: string;
  deduplicationId?: string;
}

export const md5 = (text: string) => createHash('md5').update(text).digest('hex');

const bytesOf = (value: string | Uint8Array) =>
  typeof value === 'string' ? Buffer.from(value, 'base64') : Buffer.from(value);

/** SQS's checksum: names sorted, each part behind its length, one byte for string (1) or binary (2). */
export function md5OfAttributes(attributes: MessageAttributes): string | undefined {
  const names = Object.keys(attributes).sort();
  if (names.length === 0) return undefined;
  const hash = createHash('md5');
  const part = (value: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(value.length);
    hash.update(length).update(value);
  };
  for (const name of names) {
    const { DataType, StringValue, BinaryValue } = attributes[name] as MessageAttribute;
    part(Buffer.from(name));
    part(Buffer.from(DataType));
    hash.update(Buffer.from([BinaryValue === undefined ? 1 : 2]));
    part(BinaryValue === undefined ? Buffer.from(StringValue ?? '') : bytesOf(BinaryValue));
  }
  return hash.digest('hex');
}

const attributeName = /^(?!aws\.|amazon\.)(?!\.)(?!.*\.\.)[\w.-]{1,256}(?<!\.)$/i;

/** Refuses what SQS refuses and brings binary values into base64. */
export function checkAttributes(attributes: MessageAttributes = {}): MessageAttributes | undefined {
  const names = Object.keys(attributes);
  if (names.length === 0) return undefined;
  if (names.length > 10)
    throw invalidParameter(`Number of message attributes [${names.length}] exceeds the allowed maximum [10].`);
  const checked: MessageAttributes = {};
  for (const name of names) {
    const { DataType, StringValue, BinaryValue } = attributes[name] ?? {};
    if (!attributeName.test(name)) throw invalidParameter(`Message (user) attribute name '${name}' is invalid.`);
    const type = DataType?.split('.')[0];
    if (!DataType)
      throw invalidParameter(`The message attribute '${name}' must contain a non-empty message attribute type.`);
    if (type !== 'String' && type !== 'Number' && type !== 'Binary') {
      throw invalidParameter(
        `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
      );
    }
    const value = type === 'Binary' ? BinaryValue : StringValue;
    if (value === undefined || value.length === 0) {
      throw invalidParameter(
        `The message attribute '${name}' must contain a non-empty message attribute value for message attribute type '${type}'.`,
      );
    }
    if (type === 'Number' && !Number.isFinite(Number(StringValue))) {
      throw invalidParameter(`Could not cast message attribute '${name}' value to number.`);
    }
    checked[name] =
      type === 'Binary' && BinaryValue
        ? { DataType, BinaryValue: bytesOf(BinaryValue).toString('base64') }
        : { DataType, StringValue };
  }
  return checked;
}

/** Body and attributes (names, types and values) count against MaximumMessageSize. */
export function sizeOf(body: string, attributes: MessageAttributes = {}): number {
  let size = Buffer.byteLength(body);
  for (const [name, { DataType, StringValue, BinaryValue }] of Object.entries(attributes)) {
    size += Buffer.byteLength(name) + Buffer.byteLength(DataType);
    size += BinaryValue === undefined ? Buffer.byteLength(StringValue ?? '') : bytesOf(BinaryValue).length;
  }
  return size;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the characters that SQS does not accept.
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

export function checkBody(body: unknown): string {
  if (typeof body !== 'string' || body === '')
    throw invalidParameter('The request must contain the parameter MessageBody.');
  if (forbidden.test(body) || !body.isWellFormed()) throw invalidContents();
  return body;
}
