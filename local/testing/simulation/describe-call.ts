import type { Call } from '../../gateway/service.ts';

/** How a run's history calls things: long generated names in short. */
export type ShortName = (name: string) => string;

type Plain = Record<string, unknown>;

/** What a call is about, in a few words. */
export const describeCall = ({ service, operation, input }: Call, short: ShortName): string => {
  switch (service) {
    case 'dynamodb':
      return describeTable(operation, input, short);
    case 'lambda':
      return `${short(tail(String(input.FunctionName)))} ${describeEvent(input.Payload)}`.trim();
    case 'states':
      return input.executionArn
        ? describeExecution(String(input.executionArn), short)
        : short(tail(String(input.stateMachineArn ?? '')));
    case 'events':
      return list(input.Entries)
        .map((entry) => `${String(entry.DetailType)} ${brief(entry.Detail)}`)
        .join('; ');
    case 'sqs':
      return `${short(
        String(input.QueueUrl ?? input.SourceArn ?? '')
          .split(/[/:]/)
          .at(-1) ?? '',
      )} ${describeMessages(input)}`.trim();
    case 'sns':
      return String(input.Subject ?? input.Endpoint ?? input.AttributeValue ?? '');
    default:
      return '';
  }
};

/** An execution's name counts all that there ever were; what is drawn for it, at its end, hangs on the run alone. */
const describeExecution = (arn: string, short: ShortName): string => {
  const [machine = '', name = ''] = arn.split(':').slice(-2);
  return `${short(machine)} ${name.split('-').at(-1)}`;
};

const tail = (arn: string): string => arn.split(':').at(-1) ?? arn;
const list = (value: unknown): Plain[] => (Array.isArray(value) ? (value as Plain[]) : []);
const brief = (value: unknown, most = 110): string => {
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? '');
  return text.length > most ? `${text.slice(0, most)}…` : text;
};

const describeMessages = (input: Plain): string => {
  if (input.MessageBody !== undefined) return brief(detailOf(String(input.MessageBody)));
  const entries = list(input.Entries);
  const bodies = entries.flatMap(({ MessageBody }) =>
    MessageBody === undefined ? [] : [detailOf(String(MessageBody))],
  );
  return bodies.length > 0
    ? bodies.map((body) => brief(body)).join('; ')
    : entries.length > 0
      ? `${entries.length}`
      : '';
};

/** Of an event on its way through a queue, its detail is what matters. */
const detailOf = (body: string): string => {
  try {
    return JSON.stringify((JSON.parse(body) as Plain).detail ?? body);
  } catch {
    return body;
  }
};

const describeEvent = (payload: unknown): string => {
  const text =
    typeof payload === 'string' ? payload : payload instanceof Uint8Array ? Buffer.from(payload).toString() : '';
  try {
    const event = JSON.parse(text || '{}') as Plain;
    const records = list(event.Records);
    if (records.length > 0) return `${records.length} records: ${records.map(describeRecord).join('; ')}`;
    return brief(text === '{}' ? '' : text);
  } catch {
    return brief(text);
  }
};

const describeRecord = (record: Plain): string => {
  if (record.body !== undefined) return brief(detailOf(String(record.body)), 80);
  const { Keys, NewImage } = (record.dynamodb ?? {}) as { Keys?: Plain; NewImage?: Plain };
  return `${values(Keys)}${NewImage?.version ? ` v${values({ version: NewImage.version })}` : ''}`;
};

const describeTable = (operation: string, input: Plain, short: ShortName): string => {
  const table = (name: unknown) => short(String(name));
  if (operation === 'TransactWriteItems') {
    const one = (item: Plain) => {
      const [action = '', request = {}] = Object.entries(item)[0] ?? [];
      const { TableName, Key, Item } = request as Plain;
      return `${action} ${table(TableName)} ${values((Key ?? keyOf(Item as Plain)) as Plain)}`;
    };
    return list(input.TransactItems).map(one).join('; ');
  }
  const key = (input.Key ?? keyOf(input.Item as Plain | undefined)) as Plain | undefined;
  const change = input.UpdateExpression ? ` ${values(input.ExpressionAttributeValues as Plain)}` : '';
  return `${table(input.TableName ?? '')} ${values(key)}${change}`.trim();
};

const keyOf = (item: Plain = {}): Plain =>
  Object.fromEntries(Object.entries(item).filter(([name]) => /Id$|^alertKey$|^status$/.test(name)));

/** Attribute values in DynamoDB's notation, as text. */
const values = (item: Plain = {}): string =>
  Object.values(item)
    .map((value) => String(Object.values((value ?? {}) as Plain)[0]))
    .filter((text) => text !== 'main')
    .map((text) => brief(text, 40))
    .join(' ');
