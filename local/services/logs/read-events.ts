import type { House, Operation } from '../../gateway/service.ts';
import { filterPattern } from './filter-pattern.ts';
import type { LogBook } from './log-book.ts';
import { existingGroup, groupArn } from './log-group.ts';

const MOST = 10_000;

interface Range {
  logGroupName?: string;
  logGroupIdentifier?: string;
  startTime?: number;
  endTime?: number;
  limit?: number;
  nextToken?: string;
}

const within = ({ startTime = 0, endTime = Number.POSITIVE_INFINITY }: Range, timestamp: number) =>
  timestamp >= startTime && timestamp <= endTime;

export const readOperations = (house: House, book: LogBook): Record<string, Operation> => ({
  FilterLogEvents(input: Range & { logStreamNames?: string[]; logStreamNamePrefix?: string; filterPattern?: string }) {
    const { name } = existingGroup(book, input);
    const matches = filterPattern(input.filterPattern);
    const { logStreamNames, logStreamNamePrefix = '', limit = MOST, nextToken = '0' } = input;
    const found = book
      .events(name)
      .filter(
        (event) =>
          event.id > Number(nextToken) &&
          within(input, event.timestamp) &&
          (logStreamNames?.includes(event.stream) ?? event.stream.startsWith(logStreamNamePrefix)) &&
          matches(event.message),
      );
    const page = found.slice(0, limit);
    return {
      events: page.map(({ id, stream, ...event }) => ({ ...event, eventId: String(id), logStreamName: stream })),
      searchedLogStreams: [],
      ...(found.length > page.length && { nextToken: String(page.at(-1)?.id) }),
    };
  },
  GetLogEvents(input: Range & { logStreamName: string; startFromHead?: boolean }) {
    const { name } = existingGroup(book, input);
    const { limit = MOST, startFromHead = false, nextToken } = input;
    const events = book
      .events(name)
      .filter((event) => event.stream === input.logStreamName && within(input, event.timestamp));
    // Tokens are `f/<id>` and `b/<id>`: the events after, or before, that one.
    const [direction, position] = nextToken?.split('/') ?? [];
    const after = direction === 'f' ? events.filter((event) => event.id > Number(position)) : events;
    const before = direction === 'b' ? after.filter((event) => event.id < Number(position)) : after;
    const fromHead = direction === 'f' || (direction === undefined && startFromHead);
    const page = fromHead ? before.slice(0, limit) : before.slice(-limit);
    return {
      events: page.map(({ timestamp, message, ingestionTime }) => ({ timestamp, message, ingestionTime })),
      nextForwardToken: `f/${page.at(-1)?.id ?? position ?? 0}`,
      nextBackwardToken: `b/${page[0]?.id ?? position ?? 0}`,
    };
  },
  ListLogGroups: () => ({
    logGroups: book.groups().map(({ name, logGroupClass }) => ({
      logGroupName: name,
      logGroupArn: groupArn(house, name),
      logGroupClass,
    })),
  }),
});
