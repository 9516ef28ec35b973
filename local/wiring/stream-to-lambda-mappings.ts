import type { House } from '../gateway/service.ts';
import type { Lambda } from '../services/lambda/lambda.ts';
import type { Mapping } from '../services/lambda/mapping-record.ts';

export interface Wiring {
  /** Takes up the mappings that exist. New and changed ones are followed from then on. */
  start(): void;
  stop(): void;
}

interface Consumer {
  stop(): void;
}

/** Keeps one consumer for every enabled mapping of a kind, whatever happens to the mappings. */
export const wireMappings = (
  lambda: Lambda,
  kind: Mapping['kind'],
  consume: (mapping: Mapping) => Consumer,
): Wiring => {
  const consumers = new Map<string, Consumer>();
  const follow = (uuid: string, mapping: Mapping | undefined) => {
    consumers.get(uuid)?.stop();
    consumers.delete(uuid);
    if (mapping?.kind === kind && mapping.enabled) consumers.set(uuid, consume(mapping));
  };
  let end = () => {};
  return {
    start() {
      for (const mapping of lambda.mappings()) follow(mapping.UUID, mapping);
      end = lambda.onMapping(follow);
    },
    stop() {
      end();
      for (const consumer of consumers.values()) consumer.stop();
      consumers.clear();
    },
  };
};

/** Invokes a mapping's function with a batch, as Lambda's own pollers do. */
export const invokeMapped = (
  house: House,
  mapping: Mapping,
  event: object,
): Promise<{ Payload?: string; FunctionError?: string }> =>
  house.aws.call({
    service: 'lambda',
    operation: 'Invoke',
    input: { FunctionName: mapping.FunctionArn, InvocationType: 'RequestResponse', Payload: JSON.stringify(event) },
    principal: { kind: 'service', service: 'lambda.amazonaws.com', sourceArn: mapping.EventSourceArn },
  });
