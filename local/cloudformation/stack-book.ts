import { randomUUID } from 'node:crypto';
import type { House } from '../gateway/service.ts';
import type { Collection } from '../store/store.ts';
import type { EventRecord, ResourceRecord, StackRecord } from './records.ts';

export const STACK_TYPE = 'AWS::CloudFormation::Stack';

/** An operation's events beyond this many are dropped, oldest first, when the next operation on the stack begins. */
const KEPT_EVENTS = 1000;

const INTERRUPTED = 'The local endpoint stopped while this was in progress.';

/** Stacks, their resources and their events, in the store. */
export class StackBook {
  #house: House;
  #stacks: Collection<StackRecord>;
  #resources: Collection<ResourceRecord>;
  #events: Collection<EventRecord>;
  #lastTime = 0;
  /** By stack id, the ClientRequestToken of the operation that runs. */
  tokens = new Map<string, string>();

  constructor(house: House) {
    this.#house = house;
    this.#stacks = house.store.collection('cloudformation.stacks');
    this.#resources = house.store.collection('cloudformation.resources');
    this.#events = house.store.collection('cloudformation.events');
  }

  all = (): StackRecord[] => this.#stacks.entries().map(([, stack]) => stack);

  /** By name only a stack that exists; by ARN also a deleted one. */
  find(nameOrId: string): StackRecord | undefined {
    if (nameOrId.startsWith('arn:')) return this.#stacks.get(nameOrId);
    return this.all().find(({ name, status }) => name === nameOrId && status !== 'DELETE_COMPLETE');
  }

  save = (stack: StackRecord): void => this.#stacks.put(stack.id, stack);

  resources = (stackId: string): ResourceRecord[] =>
    this.#resources.entries(`${stackId}|`).map(([, resource]) => resource);

  resource = (stackId: string, logicalId: string): ResourceRecord | undefined =>
    this.#resources.get(`${stackId}|${logicalId}`);

  allResources = (): ResourceRecord[] => this.#resources.entries().map(([, resource]) => resource);

  saveResource = (resource: ResourceRecord): void =>
    this.#resources.put(`${resource.stackId}|${resource.logicalId}`, resource);

  removeResource = (stackId: string, logicalId: string): boolean => this.#resources.delete(`${stackId}|${logicalId}`);

  /** Oldest first. */
  events = (stackId: string): EventRecord[] => this.#events.entries(`${stackId}|`).map(([, event]) => event);

  /** Strictly rising over the whole endpoint: those who poll tell new events by their time. */
  now(): number {
    this.#lastTime = Math.max(this.#house.clock.now(), this.#lastTime + 1);
    return this.#lastTime;
  }

  note({ id, name }: StackRecord, event: Pick<EventRecord, 'logicalId' | 'type' | 'status'> & Partial<EventRecord>) {
    const time = this.now();
    const record = { ...event, id: randomUUID(), stackId: id, stackName: name, time, token: this.tokens.get(id) };
    this.#events.put(`${id}|${String(time).padStart(15, '0')}`, record);
  }

  setStatus(stack: StackRecord, status: string, reason?: string): void {
    stack.status = status;
    stack.reason = reason;
    this.#house.store.transaction(() => {
      this.save(stack);
      this.note(stack, { logicalId: stack.name, physicalId: stack.id, type: STACK_TYPE, status, reason });
    });
  }

  setResourceStatus(stack: StackRecord, resource: ResourceRecord, status: string, reason?: string): void {
    resource.status = status;
    resource.reason = reason;
    this.#house.store.transaction(() => {
      resource.updated = this.now();
      this.saveResource(resource);
      const { logicalId, type, state } = resource;
      this.note(stack, { logicalId, type, physicalId: state?.physicalId, status, reason });
    });
  }

  trimEvents(stackId: string): void {
    const kept = this.#events.entries(`${stackId}|`);
    for (const [key] of kept.slice(0, Math.max(0, kept.length - KEPT_EVENTS))) this.#events.delete(key);
  }

  /** An operation that a stop of the endpoint cut short has failed; the next one recovers. */
  closeInterrupted(): void {
    const failed = (status: string) =>
      status.startsWith('DELETE') ? 'DELETE_FAILED' : `${status.split('_')[0]}_FAILED`;
    for (const stack of this.all()) {
      if (!stack.status.endsWith('IN_PROGRESS') || stack.status === 'REVIEW_IN_PROGRESS') continue;
      for (const resource of this.resources(stack.id)) {
        if (!resource.status.endsWith('IN_PROGRESS')) continue;
        this.setResourceStatus(stack, resource, failed(resource.status), INTERRUPTED);
      }
      // A rollback or clean-up that was cut leaves the stack as an update that failed: it may be updated again.
      this.setStatus(
        stack,
        /^(CREATE|DELETE)_/.test(stack.status) ? failed(stack.status) : 'UPDATE_FAILED',
        INTERRUPTED,
      );
    }
  }
}
