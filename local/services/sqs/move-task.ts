import type { Timer } from '../../clock.ts';
import type { Operation } from '../../gateway/service.ts';
import type { Collection } from '../../store/store.ts';
import { invalidParameter, missingParameter, resourceNotFound, unsupportedOperation } from './errors.ts';
import type { Message } from './message.ts';
import type { Queue } from './queue.ts';
import type { Queues } from './queues.ts';

interface MoveTask {
  id: string;
  status: 'RUNNING' | 'COMPLETED' | 'CANCELLED' | 'FAILED';
  sourceArn: string;
  destinationArn?: string;
  perSecond?: number;
  moved: number;
  toMove: number;
  failure?: string;
  startedAt: number;
}

const ALL_AT_ONCE = 500;

/** Moves messages out of a dead-letter queue, in rounds of a second when a rate is given. */
export class MoveTasks {
  #queues: Queues;
  #tasks: Collection<MoveTask>;
  #timers = new Set<Timer>();

  constructor(queues: Queues) {
    this.#queues = queues;
    this.#tasks = queues.house.store.collection('sqs.move-task');
  }

  start(): void {
    for (const [, task] of this.#tasks.entries()) if (task.status === 'RUNNING') this.#continue(task.id);
  }

  stop(): void {
    for (const timer of this.#timers) timer.cancel();
    this.#timers.clear();
  }

  operations(): Record<string, Operation> {
    return {
      StartMessageMoveTask: (input) => ({ TaskHandle: handleOf(this.#begin(input)) }),
      ListMessageMoveTasks: ({ SourceArn, MaxResults = 1 }) => ({
        Results: this.#tasksOf(this.#queue(SourceArn, 'SourceArn').arn).slice(0, MaxResults).map(shape),
      }),
      CancelMessageMoveTask: ({ TaskHandle }) => this.#cancel(TaskHandle),
    };
  }

  #begin({ SourceArn, DestinationArn, MaxNumberOfMessagesPerSecond }: Record<string, unknown>): MoveTask {
    const source = this.#queue(SourceArn, 'SourceArn');
    if (DestinationArn !== undefined) this.#queue(DestinationArn, 'DestinationArn');
    if (this.#queues.sourcesOf(source).length === 0) {
      throw invalidParameter('Source queue must be configured as a Dead Letter Queue.');
    }
    if (this.#tasksOf(source.arn).some(({ status }) => status === 'RUNNING')) {
      throw unsupportedOperation(
        'There is already a task running. Only one active task is allowed for a source queue arn at a given time.',
      );
    }
    const perSecond = MaxNumberOfMessagesPerSecond === undefined ? undefined : Number(MaxNumberOfMessagesPerSecond);
    if (perSecond !== undefined && !(Number.isInteger(perSecond) && perSecond >= 1 && perSecond <= 500)) {
      throw invalidParameter(
        'Value for parameter MaxNumberOfMessagesPerSecond is invalid. Reason: Must be >= 1 and <= 500.',
      );
    }
    const task: MoveTask = {
      id: this.#queues.newId(),
      status: 'RUNNING',
      sourceArn: source.arn,
      destinationArn: DestinationArn as string | undefined,
      perSecond,
      moved: 0,
      toMove: source.visible,
      startedAt: this.#queues.house.clock.now(),
    };
    this.#tasks.put(task.id, task);
    this.#continue(task.id);
    return task;
  }

  #continue(id: string): void {
    const task = this.#tasks.get(id);
    if (task?.status !== 'RUNNING') return;
    const left = this.#round(task);
    if (!left) return;
    const timer = this.#queues.house.clock.after(task.perSecond === undefined ? 0 : 1000, () => {
      this.#timers.delete(timer);
      this.#continue(id);
    });
    this.#timers.add(timer);
  }

  /** Moves one second's worth; false when the task has ended. */
  #round(task: MoveTask): boolean {
    const source = this.#queues.byArn(task.sourceArn);
    const messages = source?.readyMessages(Math.min(task.perSecond ?? ALL_AT_ONCE, task.toMove - task.moved)) ?? [];
    this.#queues.house.store.transaction(() => {
      for (const message of messages) {
        if (!source || !this.#move(task, source, message)) break;
        task.moved += 1;
      }
      if (task.status === 'RUNNING' && (messages.length === 0 || task.moved >= task.toMove)) task.status = 'COMPLETED';
      this.#tasks.put(task.id, task);
    });
    return task.status === 'RUNNING';
  }

  /** A redriven message is a new message to its queue: new id, new send time, no receives. */
  #move(task: MoveTask, source: Queue, message: Message): boolean {
    const destination = this.#queues.byArn(task.destinationArn ?? message.deadLetterSource ?? '');
    if (!destination) {
      task.status = 'FAILED';
      task.failure =
        message.deadLetterSource || task.destinationArn
          ? 'AWS.SimpleQueueService.NonExistentQueue'
          : 'CouldNotDetermineMessageSource';
      return false;
    }
    const now = this.#queues.house.clock.now();
    const { body, attributes, traceHeader, senderId, groupId, deduplicationId } = message;
    source.remove(message);
    destination.add([
      {
        ...{ body, attributes, traceHeader, senderId, groupId, deduplicationId },
        id: this.#queues.newId(),
        sequence: this.#queues.nextSequence(),
        sentAt: now,
        visibleAt: now,
        inFlight: false,
        receiveCount: 0,
        arrivedWith: 0,
      },
    ]);
    return true;
  }

  #cancel(handle: unknown): { ApproximateNumberOfMessagesMoved: number } {
    const task = this.#tasks.get(idOf(String(handle)));
    if (!task) throw resourceNotFound("The resource that you specified for the TaskHandle parameter doesn't exist.");
    if (task.status !== 'RUNNING') throw unsupportedOperation('Only active tasks can be cancelled.');
    this.#tasks.put(task.id, { ...task, status: 'CANCELLED' });
    return { ApproximateNumberOfMessagesMoved: task.moved };
  }

  #tasksOf(sourceArn: string): MoveTask[] {
    const tasks = this.#tasks.entries().map(([, task]) => task);
    return tasks.filter((task) => task.sourceArn === sourceArn).sort((a, b) => b.startedAt - a.startedAt);
  }

  #queue(arn: unknown, parameter: string): Queue {
    if (typeof arn !== 'string') throw missingParameter(parameter);
    const queue = this.#queues.byArn(arn);
    if (!queue) throw resourceNotFound(`The resource that you specified for the ${parameter} parameter doesn't exist.`);
    return queue;
  }
}

const handleOf = (task: MoveTask) =>
  Buffer.from(JSON.stringify({ taskId: task.id, sourceArn: task.sourceArn })).toString('base64');

/** The queue that a handle's task empties. */
export const sourceOfHandle = (handle: unknown): string => {
  try {
    return String(JSON.parse(Buffer.from(String(handle), 'base64').toString()).sourceArn);
  } catch {
    throw invalidParameter('The task handle is invalid.');
  }
};

function idOf(handle: string): string {
  try {
    return String(JSON.parse(Buffer.from(handle, 'base64').toString()).taskId);
  } catch {
    throw invalidParameter('The task handle is invalid.');
  }
}

const shape = (task: MoveTask) => ({
  TaskHandle: task.status === 'RUNNING' ? handleOf(task) : undefined,
  Status: task.status,
  SourceArn: task.sourceArn,
  DestinationArn: task.destinationArn,
  MaxNumberOfMessagesPerSecond: task.perSecond,
  ApproximateNumberOfMessagesMoved: task.moved,
  ApproximateNumberOfMessagesToMove: task.toMove,
  FailureReason: task.failure,
  StartedTimestamp: task.startedAt,
});
