import type { Properties, ResourceContext, ResourceProvider, ResourceState } from '../../gateway/service.ts';
import { initialAttributes } from './attributes.ts';
import type { Queue } from './queue.ts';
import { createQueue, setAttributes } from './queue-operations.ts';
import type { Queues } from './queues.ts';

/** Properties of AWS::SQS::Queue that are no attribute of the queue, or one under another rule. */
const notAttributes = new Set(['QueueName', 'Tags']);

function attributesOf(properties: Properties): Record<string, unknown> {
  const attributes: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(properties)) {
    if (notAttributes.has(name) || value === undefined) continue;
    if (name === 'FifoQueue' && String(value) === 'false') continue;
    attributes[name] = value;
  }
  return attributes;
}

const tagsOf = (properties: Properties, { tags }: ResourceContext): Record<string, string> => ({
  ...tags,
  ...Object.fromEntries(
    ((properties.Tags ?? []) as { Key: string; Value: string }[]).map(({ Key, Value }) => [Key, Value]),
  ),
});

export function queueResource(queues: Queues): ResourceProvider {
  const state = (queue: Queue): ResourceState => {
    const url = queues.url(queue.record.name);
    return { physicalId: url, attributes: { Arn: queue.arn, QueueName: queue.record.name, QueueUrl: url } };
  };
  return {
    async create(properties, context) {
      const fifo = String(properties.FifoQueue) === 'true';
      const generated = () => (fifo ? `${context.generateName(75)}.fifo` : context.generateName(80));
      const QueueName = (properties.QueueName as string | undefined) ?? generated();
      return state(
        createQueue(queues, { QueueName, Attributes: attributesOf(properties), tags: tagsOf(properties, context) }),
      );
    },
    async update(current, properties, previous, context) {
      if (properties.QueueName !== previous.QueueName || String(properties.FifoQueue) !== String(previous.FifoQueue))
        return 'replace';
      const queue = queues.byUrl(current.physicalId);
      const removed = Object.keys(attributesOf(previous)).filter((name) => properties[name] === undefined);
      const initial = Object.fromEntries(removed.map((name) => [name, initialAttributes()[name] ?? '']));
      setAttributes(queues, queue, { ...initial, ...attributesOf(properties) });
      queue.record.tags = tagsOf(properties, context);
      queues.save(queue);
      return state(queue);
    },
    async delete({ physicalId }) {
      const queue = queues.find(physicalId);
      if (queue) queues.delete(queue);
    },
  };
}

/** Stores the policy on each queue, in place of the one it had, as CloudFormation does. */
export function queuePolicyResource(queues: Queues): ResourceProvider {
  const put = (properties: Properties) => {
    for (const url of properties.Queues as string[]) {
      setAttributes(queues, queues.byUrl(url), { Policy: properties.PolicyDocument });
    }
  };
  const clear = (urls: string[]) => {
    for (const url of urls) {
      const queue = queues.find(url);
      if (queue) setAttributes(queues, queue, { Policy: '' });
    }
  };
  return {
    async create(properties, context) {
      put(properties);
      const id = context.generateName();
      return { physicalId: id, attributes: { Id: id } };
    },
    async update(state, properties, previous) {
      const kept = new Set(properties.Queues as string[]);
      clear((previous.Queues as string[]).filter((url) => !kept.has(url)));
      put(properties);
      return state;
    },
    async delete(_state, properties) {
      clear(properties.Queues as string[]);
    },
  };
}
