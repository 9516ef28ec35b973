import { AwsError } from '../../gateway/aws-error.ts';
import type { House, Operation, Service } from '../../gateway/service.ts';
import { logsAccess } from './access.ts';
import { LogBook, type LogStream } from './log-book.ts';
import { existingGroup, groupArn } from './log-group.ts';
import { logPolicies, logResources } from './log-resources.ts';
import { readOperations } from './read-events.ts';

/** CloudWatch Logs, as far as functions write to it and people read from it. */
export const createLogs = (house: House): Service => {
  const book = new LogBook(house);
  const policies = logPolicies(house);
  return {
    name: 'logs',
    protocol: { kind: 'json', targets: ['Logs_20140328'] },
    operations: { ...groupOperations(house, book), ...streamOperations(house, book), ...readOperations(house, book) },
    access: logsAccess(house),
    resourcePolicy: policies.all,
    resources: logResources(house, policies),
    stop: async () => book.flush(),
  };
};

const existingStream = (book: LogBook, group: string, name: string): LogStream => {
  const stream = book.stream(group, name);
  if (!stream) throw new AwsError('ResourceNotFoundException', 'The specified log stream does not exist.');
  return stream;
};

/** The only values that PutRetentionPolicy takes. */
const RETENTIONS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

const groupOperations = (house: House, book: LogBook): Record<string, Operation> => ({
  CreateLogGroup(input: { logGroupName: string; tags?: Record<string, string>; logGroupClass?: string }) {
    if (!/^[\w.\-/#]{1,512}$/.test(input.logGroupName ?? ''))
      throw new AwsError('InvalidParameterException', `Invalid log group name '${input.logGroupName}'`);
    if (book.group(input.logGroupName))
      throw new AwsError('ResourceAlreadyExistsException', 'The specified log group already exists');
    const { logGroupName: name, tags = {}, logGroupClass = 'STANDARD' } = input;
    book.putGroup({ name, creationTime: house.clock.now(), tags, logGroupClass });
    return {};
  },
  DeleteLogGroup(input) {
    book.deleteGroup(existingGroup(book, input).name);
    return {};
  },
  DescribeLogGroups(input: {
    logGroupNamePrefix?: string;
    logGroupNamePattern?: string;
    limit?: number;
    nextToken?: string;
  }) {
    const { logGroupNamePrefix, logGroupNamePattern = '', limit = 50, nextToken = '' } = input;
    const found = book
      .groups(logGroupNamePrefix)
      .filter(({ name }) => name > nextToken && name.toLowerCase().includes(logGroupNamePattern.toLowerCase()));
    const page = found.slice(0, limit);
    return {
      logGroups: page.map(({ name, creationTime, retentionInDays, logGroupClass }) => ({
        logGroupName: name,
        creationTime,
        ...(retentionInDays !== undefined && { retentionInDays }),
        logGroupClass,
        metricFilterCount: 0,
        arn: `${groupArn(house, name)}:*`,
        logGroupArn: groupArn(house, name),
        storedBytes: 0,
      })),
      ...(found.length > page.length && { nextToken: page.at(-1)?.name }),
    };
  },
  PutRetentionPolicy(input: { logGroupName: string; retentionInDays: number }) {
    if (!RETENTIONS.includes(input.retentionInDays))
      throw new AwsError('InvalidParameterException', `retentionInDays must be one of ${RETENTIONS.join(', ')}`);
    book.putGroup({ ...existingGroup(book, input), retentionInDays: input.retentionInDays });
    return {};
  },
  DeleteRetentionPolicy(input) {
    const { retentionInDays: _, ...group } = existingGroup(book, input);
    book.putGroup(group);
    return {};
  },
  ListTagsForResource: (input) => ({ tags: existingGroup(book, input).tags }),
  TagResource(input: { resourceArn: string; tags: Record<string, string> }) {
    const group = existingGroup(book, input);
    book.putGroup({ ...group, tags: { ...group.tags, ...input.tags } });
    return {};
  },
  UntagResource(input: { resourceArn: string; tagKeys: string[] }) {
    const group = existingGroup(book, input);
    const tags = Object.fromEntries(Object.entries(group.tags).filter(([key]) => !input.tagKeys.includes(key)));
    book.putGroup({ ...group, tags });
    return {};
  },
});

const streamOperations = (house: House, book: LogBook): Record<string, Operation> => ({
  CreateLogStream(input: { logGroupName: string; logStreamName: string }) {
    const { name } = existingGroup(book, input);
    if (book.stream(name, input.logStreamName))
      throw new AwsError('ResourceAlreadyExistsException', 'The specified log stream already exists');
    book.putStream(name, { name: input.logStreamName, creationTime: house.clock.now() });
    return {};
  },
  DeleteLogStream(input: { logGroupName: string; logStreamName: string }) {
    const { name } = existingGroup(book, input);
    book.deleteStream(name, existingStream(book, name, input.logStreamName).name);
    return {};
  },
  DescribeLogStreams(input: {
    logGroupName?: string;
    logStreamNamePrefix?: string;
    orderBy?: string;
    descending?: boolean;
    limit?: number;
  }) {
    const { name: group } = existingGroup(book, input);
    const { logStreamNamePrefix = '', orderBy, descending = false, limit = 50 } = input;
    const order = (stream: LogStream) =>
      orderBy === 'LastEventTime' ? String(stream.lastEventTimestamp ?? 0).padStart(16, '0') : stream.name;
    const found = book
      .streams(group)
      .filter(({ name }) => name.startsWith(logStreamNamePrefix))
      .sort((one, other) => (order(one) < order(other) ? -1 : 1) * (descending ? -1 : 1));
    return {
      logStreams: found.slice(0, limit).map(({ name, ...stream }) => ({
        logStreamName: name,
        ...stream,
        arn: `${groupArn(house, group)}:log-stream:${name}`,
        storedBytes: 0,
      })),
    };
  },
  PutLogEvents(input: {
    logGroupName: string;
    logStreamName: string;
    logEvents: { timestamp: number; message: string }[];
  }) {
    const { name } = existingGroup(book, input);
    book.append(name, existingStream(book, name, input.logStreamName), input.logEvents);
    return { nextSequenceToken: '0' };
  },
});
