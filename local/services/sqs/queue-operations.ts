import type { Operation } from '../../gateway/service.ts';
import { checkQueueAttributes, initialAttributes, type QueueAttributes } from './attributes.ts';
import {
  invalidAttributeName,
  invalidParameter,
  missingParameter,
  purgeInProgress,
  queueDoesNotExist,
  queueNameExists,
} from './errors.ts';
import type { Queue } from './queue.ts';
import type { Queues } from './queues.ts';

interface Named {
  QueueName?: string;
  Attributes?: Record<string, unknown>;
  tags?: Record<string, string>;
}

export function createQueue(queues: Queues, { QueueName, Attributes = {}, tags = {} }: Named): Queue {
  if (!QueueName) throw missingParameter('QueueName');
  const fifo = Attributes.FifoQueue === 'true' || Attributes.FifoQueue === true;
  if (!/^[\w-]{1,80}$/.test(fifo ? QueueName.replace(/\.fifo$/, '') : QueueName) || QueueName.length > 80) {
    throw invalidParameter('Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length');
  }
  if (fifo && !QueueName.endsWith('.fifo'))
    throw invalidParameter(
      'The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length.',
    );
  const attributes = checkQueueAttributes(Attributes, fifo);
  const known = queues.named(QueueName);
  if (known) {
    for (const [name, value] of Object.entries(attributes)) {
      if (known.record.attributes[name] !== value) throw queueNameExists(name);
    }
    return known;
  }
  const arn = queues.arn(QueueName);
  queues.checkRedrive(arn, fifo, attributes);
  const now = queues.house.clock.now();
  const all = { ...initialAttributes(), ...(fifo && fifoAttributes), ...attributes };
  return queues.create({ name: QueueName, arn, createdAt: now, modifiedAt: now, attributes: all, tags: { ...tags } });
}

const fifoAttributes = {
  ContentBasedDeduplication: 'false',
  DeduplicationScope: 'queue',
  FifoThroughputLimit: 'perQueue',
};

export function setAttributes(queues: Queues, queue: Queue, given: Record<string, unknown>): void {
  const attributes = checkQueueAttributes(given, queue.fifo);
  const { FifoQueue } = attributes;
  if (FifoQueue !== undefined && FifoQueue !== (queue.record.attributes.FifoQueue ?? 'false')) {
    throw invalidAttributeName('FifoQueue');
  }
  queues.checkRedrive(queue.arn, queue.fifo, attributes);
  Object.assign(queue.record.attributes, attributes);
  for (const [name, value] of Object.entries(attributes)) if (value === '') delete queue.record.attributes[name];
  queues.save(queue);
}

/** Every attribute that GetQueueAttributes can answer, the counters included. */
function readAttributes(queue: Queue): QueueAttributes {
  const { visible, inFlight, delayed } = queue.counts();
  return {
    ...queue.record.attributes,
    QueueArn: queue.arn,
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesNotVisible: String(inFlight),
    ApproximateNumberOfMessagesDelayed: String(delayed),
    CreatedTimestamp: String(Math.floor(queue.record.createdAt / 1000)),
    LastModifiedTimestamp: String(Math.floor(queue.record.modifiedAt / 1000)),
  };
}

const optional = new Set([
  'Policy',
  'RedrivePolicy',
  'RedriveAllowPolicy',
  'KmsMasterKeyId',
  'KmsDataKeyReusePeriodSeconds',
  'FifoQueue',
  'ContentBasedDeduplication',
  'DeduplicationScope',
  'FifoThroughputLimit',
]);

function page<T>(items: T[], { MaxResults, NextToken }: { MaxResults?: number; NextToken?: string }) {
  const from = NextToken ? Number(Buffer.from(NextToken, 'base64').toString()) : 0;
  if (!Number.isInteger(from)) throw invalidParameter('Invalid or expired next token.');
  const to = from + (MaxResults ?? 1_000);
  const more = MaxResults !== undefined && to < items.length;
  return { items: items.slice(from, to), next: more ? Buffer.from(String(to)).toString('base64') : undefined };
}

interface Statement {
  Sid: string;
  [member: string]: unknown;
}
const policyOf = (queue: Queue): { Version: string; Id: string; Statement: Statement[] } =>
  queue.record.attributes.Policy
    ? JSON.parse(queue.record.attributes.Policy)
    : { Version: '2012-10-17', Id: `${queue.arn}/SQSDefaultPolicy`, Statement: [] };

export function queueOperations(queues: Queues): Record<string, Operation> {
  return {
    CreateQueue: (input) => ({ QueueUrl: queues.url(createQueue(queues, input).record.name) }),
    DeleteQueue: ({ QueueUrl }) => queues.delete(queues.byUrl(QueueUrl)),
    GetQueueUrl({ QueueName, QueueOwnerAWSAccountId }) {
      if (!QueueName) throw missingParameter('QueueName');
      const ours = QueueOwnerAWSAccountId === undefined || QueueOwnerAWSAccountId === queues.house.account;
      if (!ours || !queues.named(QueueName)) throw queueDoesNotExist();
      return { QueueUrl: queues.url(QueueName) };
    },
    ListQueues({ QueueNamePrefix = '', ...paging }) {
      const names = queues.all().map((queue) => queue.record.name);
      const { items, next } = page(
        names.filter((name) => name.startsWith(QueueNamePrefix)),
        paging,
      );
      // AWS leaves the member out when no queue is found.
      return items.length ? { QueueUrls: items.map((name) => queues.url(name)), NextToken: next } : {};
    },
    GetQueueAttributes({ QueueUrl, AttributeNames = [] }) {
      const attributes = readAttributes(queues.byUrl(QueueUrl));
      if (AttributeNames.includes('All')) return { Attributes: attributes };
      const chosen: QueueAttributes = {};
      for (const name of AttributeNames as string[]) {
        if (attributes[name] !== undefined) chosen[name] = attributes[name];
        else if (!optional.has(name)) throw invalidAttributeName(name);
      }
      return Object.keys(chosen).length ? { Attributes: chosen } : {};
    },
    SetQueueAttributes({ QueueUrl, Attributes }) {
      const queue = queues.byUrl(QueueUrl);
      if (!Attributes) throw missingParameter('Attributes');
      setAttributes(queues, queue, Attributes);
    },
    PurgeQueue({ QueueUrl }) {
      const queue = queues.byUrl(QueueUrl);
      const now = queues.house.clock.now();
      if (queue.record.purgedAt !== undefined && now - queue.record.purgedAt < 60_000)
        throw purgeInProgress(queue.record.name);
      queue.record.purgedAt = now;
      queue.clear();
      queues.save(queue);
    },
    TagQueue({ QueueUrl, Tags }) {
      const queue = queues.byUrl(QueueUrl);
      Object.assign(queue.record.tags, Tags);
      queues.save(queue);
    },
    UntagQueue({ QueueUrl, TagKeys = [] }) {
      const queue = queues.byUrl(QueueUrl);
      for (const key of TagKeys) delete queue.record.tags[key];
      queues.save(queue);
    },
    ListQueueTags: ({ QueueUrl }) => ({ Tags: queues.byUrl(QueueUrl).record.tags }),
    ListDeadLetterSourceQueues({ QueueUrl, ...paging }) {
      const { items, next } = page(queues.sourcesOf(queues.byUrl(QueueUrl)), paging);
      return { queueUrls: items.map((queue) => queues.url(queue.record.name)), NextToken: next };
    },
    AddPermission({ QueueUrl, Label, AWSAccountIds = [], Actions = [] }) {
      const queue = queues.byUrl(QueueUrl);
      const policy = policyOf(queue);
      if (policy.Statement.some(({ Sid }) => Sid === Label)) {
        throw invalidParameter(`Value ${Label} for parameter Label is invalid. Reason: Already exists.`);
      }
      policy.Statement.push({
        Sid: Label,
        Effect: 'Allow',
        Principal: { AWS: AWSAccountIds.map((id: string) => `arn:aws:iam::${id}:root`) },
        Action: Actions.map((action: string) => `SQS:${action}`),
        Resource: queue.arn,
      });
      queue.record.attributes.Policy = JSON.stringify(policy);
      queues.save(queue);
    },
    RemovePermission({ QueueUrl, Label }) {
      const queue = queues.byUrl(QueueUrl);
      const policy = policyOf(queue);
      const left = policy.Statement.filter(({ Sid }) => Sid !== Label);
      if (left.length === policy.Statement.length) {
        throw invalidParameter(
          `Value ${Label} for parameter Label is invalid. Reason: can't find label on existing policy.`,
        );
      }
      queue.record.attributes.Policy = JSON.stringify({ ...policy, Statement: left });
      queues.save(queue);
    },
  };
}
