import { compilePattern } from '../event-pattern/compile.ts';
import type { Mapping } from '../services/lambda/mapping-record.ts';

export interface Message {
  MessageId: string;
  ReceiptHandle: string;
  Body: string;
  MD5OfBody: string;
  MD5OfMessageAttributes?: string;
  Attributes?: Record<string, string>;
  MessageAttributes?: Record<string, { DataType: string; StringValue?: string; BinaryValue?: string }>;
}

/** A message as Lambda hands it to a function. */
export const recordOf = (message: Message, mapping: Mapping, region: string) => ({
  messageId: message.MessageId,
  receiptHandle: message.ReceiptHandle,
  body: message.Body,
  attributes: message.Attributes ?? {},
  messageAttributes: Object.fromEntries(
    Object.entries(message.MessageAttributes ?? {}).map(([name, { DataType, StringValue, BinaryValue }]) => [
      name,
      {
        ...(StringValue !== undefined && { stringValue: StringValue }),
        ...(BinaryValue !== undefined && { binaryValue: BinaryValue }),
        stringListValues: [],
        binaryListValues: [],
        dataType: DataType,
      },
    ]),
  ),
  ...(message.MD5OfMessageAttributes && { md5OfMessageAttributes: message.MD5OfMessageAttributes }),
  md5OfBody: message.MD5OfBody,
  eventSource: 'aws:sqs',
  eventSourceARN: mapping.EventSourceArn,
  awsRegion: region,
});

/** Filters see a body that is JSON as what it says, any other as text. */
export const matcher = ({ FilterCriteria }: Mapping): ((record: object) => boolean) => {
  const matches = (FilterCriteria.Filters ?? []).map(({ Pattern }) => compilePattern(Pattern));
  if (matches.length === 0) return () => true;
  return (record) => {
    const seen = { ...record, body: parsed((record as { body: string }).body) };
    return matches.some((match) => match(seen));
  };
};

const parsed = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
};
