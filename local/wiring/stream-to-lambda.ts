import type { House } from '../gateway/service.ts';
import type { Lambda } from '../services/lambda/lambda.ts';
import { AT_ONCE } from './polling.ts';
import { StreamConsumer } from './stream-to-lambda-consumer.ts';
import { type Wiring, wireMappings } from './stream-to-lambda-mappings.ts';

/** What the wiring needs of DynamoDB beside its API: word of every write, so that nobody polls. */
export interface StreamSource {
  onWrite(listener: (tableName: string | undefined) => void): () => void;
}

/** Carries stream records of tables to functions, for every DynamoDB event source mapping. */
export const connectStreams = (house: House, lambda: Lambda, source: StreamSource, polling = AT_ONCE): Wiring => {
  const consumers = new Set<StreamConsumer>();
  const wiring = wireMappings(lambda, 'dynamodb', (mapping) => {
    const consumer = new StreamConsumer(house, lambda, mapping, polling);
    consumers.add(consumer);
    return {
      stop() {
        consumers.delete(consumer);
        consumer.stop();
      },
    };
  });
  let end = () => {};
  return {
    start() {
      end = source.onWrite((table) => {
        for (const consumer of consumers) if (table === undefined || consumer.table === table) consumer.poke();
      });
      wiring.start();
    },
    stop() {
      end();
      wiring.stop();
    },
  };
};
