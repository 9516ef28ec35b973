import { randomUUID } from 'node:crypto';
import { Unsupported } from '../../gateway/aws-error.ts';
import type { Call, Operation, Principal } from '../../gateway/service.ts';
import type { Dispatcher } from './dispatcher.ts';
import { validation } from './errors.ts';
import { compileEventPattern, type Registry } from './registry.ts';
import type { Envelope } from './rule.ts';

interface Entry {
  Source?: string;
  DetailType?: string;
  Detail?: string;
  Time?: number | string | Date;
  Resources?: string[];
  EventBusName?: string;
}

const MAX_ENTRIES = 10;
/** 256 KB until January 2026. */
const MAX_BYTES = 1_048_576;

/** The size AWS counts: 14 bytes for a time, and the UTF-8 bytes of the rest. */
const sizeOf = ({ Source = '', DetailType = '', Detail = '', Time, Resources = [] }: Entry) =>
  (Time === undefined ? 0 : 14) +
  [Source, DetailType, Detail, ...Resources].reduce((sum, text) => sum + Buffer.byteLength(text), 0);

interface Failure {
  ErrorCode: string;
  ErrorMessage: string;
}

const invalid = (parameter: string, reason: string): Failure => ({
  ErrorCode: 'InvalidArgument',
  ErrorMessage: `Parameter ${parameter} is not valid. Reason: ${reason}`,
});

/** Times are seconds since the epoch on the wire; an SDK caller inside the endpoint may give a Date. */
function timeOf(time: Entry['Time'], now: number): string {
  const instant = time === undefined ? now : typeof time === 'number' ? time * 1000 : new Date(time).getTime();
  return new Date(Number.isNaN(instant) ? now : instant).toISOString().replace(/\.\d+Z$/, 'Z');
}

export function putEventsOperations(registry: Registry, dispatcher: Dispatcher): Record<string, Operation> {
  const { house } = registry;

  function read(entry: Entry, principal: Principal): Failure | { bus?: string; event: Envelope } {
    for (const name of ['Source', 'DetailType', 'Detail'] as const) {
      if (!entry[name]) return invalid(name, `${name} is a required argument.`);
    }
    const { Source = '', DetailType = '', Detail = '', EventBusName } = entry;
    if (Source.startsWith('aws.') && principal.kind !== 'service') {
      return { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' };
    }
    let detail: unknown;
    try {
      detail = JSON.parse(Detail);
    } catch {
      return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
    }
    if (typeof detail !== 'object' || detail === null || Array.isArray(detail)) {
      return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
    }
    const event: Envelope = {
      version: '0',
      id: randomUUID(),
      'detail-type': DetailType,
      source: Source,
      account: house.account,
      time: timeOf(entry.Time, house.clock.now()),
      region: house.region,
      resources: entry.Resources ?? [],
      detail,
    };
    return { event, bus: registry.findBus(EventBusName)?.name };
  }

  return {
    PutEvents({ Entries, EndpointId }: { Entries?: Entry[]; EndpointId?: string }, { principal }: Call) {
      if (EndpointId !== undefined) throw new Unsupported('EventBridge global endpoints');
      if (!Entries?.length || Entries.length > MAX_ENTRIES) {
        throw validation(
          `1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have length less than or equal to ${MAX_ENTRIES} and greater than or equal to 1`,
        );
      }
      if (Entries.reduce((sum, entry) => sum + sizeOf(entry), 0) > MAX_BYTES) {
        throw validation('Total size of the entries in the request is over the limit.');
      }
      const results = Entries.map((entry) => read(entry, principal));
      const matches = results.flatMap((result) => {
        // As on AWS, an event for a bus that does not exist is taken and goes nowhere.
        if (!('event' in result) || result.bus === undefined) return [];
        const { event } = result;
        return registry.matching(result.bus, event).map((rule) => ({ rule, event }));
      });
      dispatcher.dispatch(matches);
      return {
        FailedEntryCount: results.filter((result) => !('event' in result)).length,
        Entries: results.map((result) => ('event' in result ? { EventId: result.event.id } : result)),
      };
    },

    TestEventPattern({ EventPattern, Event }) {
      const match = compileEventPattern(EventPattern);
      let event: unknown;
      try {
        event = JSON.parse(Event);
      } catch {
        throw validation('Parameter Event is not valid. Reason: it is not valid JSON.');
      }
      for (const name of ['id', 'account', 'source', 'time', 'region', 'resources', 'detail-type']) {
        if (typeof event !== 'object' || event === null || !Object.hasOwn(event, name)) {
          throw validation(`Parameter Event is not valid. Reason: ${name} is a required argument.`);
        }
      }
      return { Result: match(event) };
    },
  };
}
