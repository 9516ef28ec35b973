import { randomUUID } from 'node:crypto';
import { AwsError, Unsupported } from '../../gateway/aws-error.ts';
import type { House, Operation } from '../../gateway/service.ts';
import type { FunctionBook } from './function-book.ts';
import type { Mapping, MappingInput } from './mapping-record.ts';
import { mappingRules } from './mapping-rules.ts';

/** Told of every mapping that is new, changed or (undefined) gone. */
export type MappingListener = (uuid: string, mapping: Mapping | undefined) => void;

export class Mappings {
  #house: House;
  #book: FunctionBook;
  #mappings;
  #listeners = new Set<MappingListener>();

  constructor(house: House, book: FunctionBook) {
    this.#house = house;
    this.#book = book;
    this.#mappings = house.store.collection<Mapping>('lambda.event-source-mapping');
  }

  all(): Mapping[] {
    return this.#mappings.entries().map(([, mapping]) => mapping);
  }

  listen(listener: MappingListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  operations(): Record<string, Operation> {
    return {
      CreateEventSourceMapping: (input: MappingInput) => this.#create(input),
      UpdateEventSourceMapping: (input: MappingInput) => this.#update(input),
      GetEventSourceMapping: ({ UUID }: { UUID: string }) => answer(this.#get(UUID)),
      DeleteEventSourceMapping: ({ UUID }: { UUID: string }) => {
        const mapping = this.#get(UUID);
        this.#mappings.delete(UUID);
        for (const tell of this.#listeners) tell(UUID, undefined);
        return { ...answer(mapping), State: 'Deleting' };
      },
      ListEventSourceMappings: (input: { EventSourceArn?: string; FunctionName?: string }) => ({
        EventSourceMappings: this.all()
          .filter(({ EventSourceArn }) => (input.EventSourceArn ?? EventSourceArn) === EventSourceArn)
          .filter(({ FunctionArn }) => !input.FunctionName || this.#book.get(input.FunctionName).arn === FunctionArn)
          .map(answer),
      }),
    };
  }

  async #create(input: MappingInput): Promise<ReturnType<typeof answer>> {
    const record = this.#book.get(input.FunctionName ?? '');
    const EventSourceArn = input.EventSourceArn ?? '';
    const kind = EventSourceArn.split(':')[2];
    if (kind !== 'sqs' && kind !== 'dynamodb') throw new Unsupported(`event source mappings of ${kind || 'nothing'}`);
    if (this.all().some((each) => each.EventSourceArn === EventSourceArn && each.FunctionArn === record.arn))
      throw new AwsError(
        'ResourceConflictException',
        `An event source mapping with event source ("${EventSourceArn}") and function ("${record.name}") already exists. Please update or delete the existing mapping`,
        { status: 409 },
      );
    const empty: Mapping = {
      ...{
        UUID: randomUUID(),
        EventSourceArn,
        FunctionArn: record.arn,
        functionName: record.name,
        kind,
        enabled: true,
      },
      ...{ BatchSize: kind === 'sqs' ? 10 : 100, MaximumBatchingWindowInSeconds: 0, FunctionResponseTypes: [] },
      ...{ FilterCriteria: { Filters: [] }, LastModified: 0 },
      ...(kind === 'dynamodb' && {
        BisectBatchOnFunctionError: false,
        MaximumRetryAttempts: -1,
        MaximumRecordAgeInSeconds: -1,
        ParallelizationFactor: 1,
      }),
    };
    return this.#put(empty, input);
  }

  #update(input: MappingInput): Promise<ReturnType<typeof answer>> {
    const mapping = this.#get(input.UUID ?? '');
    if (input.FunctionName === undefined) return this.#put(mapping, input);
    const { arn, name } = this.#book.get(input.FunctionName);
    return this.#put({ ...mapping, FunctionArn: arn, functionName: name }, input);
  }

  async #put(base: Mapping, input: MappingInput): Promise<ReturnType<typeof answer>> {
    const { UUID: _, EventSourceArn: __, FunctionArn: ___, FunctionName: ____, Enabled, ...settings } = input;
    const given = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
    const mapping: Mapping = {
      ...base,
      ...given,
      enabled: Enabled === undefined ? base.enabled : Enabled === true || Enabled === 'true',
      LastModified: this.#house.clock.now() / 1000,
    };
    await mappingRules(this.#house, this.#book.get(mapping.functionName), mapping);
    this.#mappings.put(mapping.UUID, mapping);
    for (const tell of this.#listeners) tell(mapping.UUID, mapping);
    return answer(mapping);
  }

  find(uuid: string): Mapping | undefined {
    return this.#mappings.get(uuid);
  }

  #get(uuid: string): Mapping {
    const mapping = this.#mappings.get(uuid);
    if (mapping) return mapping;
    throw new AwsError('ResourceNotFoundException', 'The resource you requested does not exist.', { status: 404 });
  }
}

const answer = ({ enabled, kind: _, functionName: __, ...mapping }: Mapping) => ({
  ...mapping,
  EventSourceMappingArn: mapping.FunctionArn.replace(/:function:.*$/, `:event-source-mapping:${mapping.UUID}`),
  State: enabled ? 'Enabled' : 'Disabled',
  StateTransitionReason: 'USER_INITIATED',
});
