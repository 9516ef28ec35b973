import type { Clock } from '../../../domain/clock.ts';
import type { OrderLine, Rejection } from '../../../domain/order.ts';
import { noOutcomes, type Outcomes } from '../../../domain/outcomes.ts';
import type { OutcomeTable } from '../../../tables/reservation-table.ts';
import { recordRejection } from './record-rejection.ts';

type Deps = { reservations: OutcomeTable; clock: Clock };
/** What the poller could not read, or the lines of a product that nobody stocks. */
type Input = { rejections: Rejection[] } | { unknownProduct: OrderLine[] };

const unknown = (line: OrderLine): Rejection => ({
  ...line,
  reason: 'unknown product',
  message: `${line.productId} is not stocked at ${line.locationId}`,
});

export const recordRejections =
  ({ reservations, clock }: Deps) =>
  async (input: Input): Promise<Outcomes> => {
    const outcomes = noOutcomes();
    const rejections = 'rejections' in input ? input.rejections : input.unknownProduct.map(unknown);
    for (const rejection of rejections) {
      outcomes.rejected.push(...(await recordRejection(reservations, rejection, clock())));
    }
    return outcomes;
  };
