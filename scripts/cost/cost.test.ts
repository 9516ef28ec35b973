import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { UsageLine } from '../../local/metering/usage.ts';
import { attribute } from './attribution.ts';
import { itemsOf } from './items.ts';
import { dollarsOf, PRICES } from './prices.ts';
import type { MixSummary } from './report.ts';
import { difference, givenName } from './usage.ts';

const line = (usageType: UsageLine['usageType'], amount: number, operation = 'Do', resource = 'it'): UsageLine => ({
  usageType,
  operation,
  resource,
  amount,
});

/** What the pricing pages come to in their own examples, before they take off what is free. */
describe("the bill of AWS's own pricing examples", () => {
  it.each<[string, UsageLine[], number]>([
    ['Lambda, example 1', [line('lambda/request', 3e6), line('lambda/gb-second', 1.5e6)], 0.6 + 25.0],
    ['Express, 100 million of ten seconds: requests', [line('states/express-request', 1e8)], 100],
    ['Standard, 400,000 transitions', [line('states/transition', 400_000)], 10],
    ['EventBridge, two million custom events', [line('events/custom-event', 2e6)], 2],
    ['e-mail, 100,000', [line('sns/email', 100_000)], 2],
    ['AppSync, a million of each', [line('appsync/operation', 1e6), line('appsync/realtime-update', 1e6)], 6],
  ])('%s', (_, lines, dollars) => {
    expect(dollarsOf(lines)).toBeCloseTo(dollars, 2);
  });
});

it('every price is of a page, and none is free', () => {
  for (const { dollars, page } of Object.values(PRICES)) {
    expect(dollars).toBeGreaterThan(0);
    expect(page).toMatch(/^(Amazon|AWS) .*Pricing/);
  }
});

it.each([
  ['Reservation-6ufipk3i7xbxls5i4ihvykguty-NONE', 'Reservation'],
  ['Reservation-6ufipk3i7xbxls5i4ihvykguty-NONE/reservationsByDay', 'Reservation reservationsByDay'],
  ['amplify-restock-data7552DF31-X8XZ8MJKM0EC-CancelledOrderCB367930-WOGJ9WF56J47', 'CancelledOrder'],
  ['amplify-restock-test-sandbox-publishchangesA5377619-DDN3UIZ08LHG', 'publishchanges'],
  ['amplify-restock-test-sand-reservestockpoller1D7899C-JZGHH9RA7ZAS', 'reservestockpoller'],
  ['amplify-restock-test-sand-checkinventorylevelpoller-EQIDCJI43W6E', 'checkinventorylevelpoller'],
  ['/aws/lambda/amplify-restock-test-sandbox-publishchangesA5377619-DDN3UIZ08LHG', 'publishchanges'],
  ['restockmessagingBusC3D3D19D/stock-reserved', 'stock-reserved'],
  ['amplifyData', 'amplifyData'],
])('%s is called %s', (resource, name) => {
  expect(givenName(resource)).toBe(name);
});

it('what was billed in between is what is more, by heading', () => {
  const before = [line('sqs/request', 2), line('sqs/request', 1, 'Other')];
  const after = [line('sqs/request', 5), line('sqs/request', 1, 'Other'), line('lambda/request', 4)];
  expect(difference(before, after)).toEqual([line('sqs/request', 3), line('lambda/request', 4)]);
});

it('live updates stand apart, and what passes by time is neither', () => {
  const work = [line('lambda/request', 1, 'Invoke', 'reservestock'), line('sqs/request', 1)];
  const live = [
    line('appsync/operation', 1),
    line('lambda/request', 1, 'Invoke', 'publishchangesA5377619-DDN3UIZ08LHG'),
    line('logs/byte', 1, 'PutLogEvents', '/aws/lambda/publishchangesA5377619-DDN3UIZ08LHG'),
    line('dynamodb/write-unit', 1, 'UpdateItem', 'OrderRate-6ufipk3i7xbxls5i4ihvykguty-NONE'),
  ];
  const standing = [line('sqs/request', 9, 'ReceiveMessage (idle poll)'), line('appsync/connection-minute', 9)];
  expect(attribute([...standing, ...live, ...work])).toEqual({ work, live });
});

it('items add up what has one title, in the order of the price table', () => {
  const lines = [
    line('lambda/request', 1, 'Invoke', 'a'),
    line('lambda/request', 2, 'Invoke', 'b'),
    line('events/custom-event', 1, 'PutEvents', 'bus/placed'),
    line('events/custom-event', 1, 'PutEvents', 'bus/reserved'),
  ];
  expect(itemsOf(lines).map(({ title, amount }) => [title, amount])).toEqual([
    ['custom events: placed', 1],
    ['custom events: reserved', 1],
    ['Lambda requests', 3],
  ]);
});

it('the README tells the figures that the simulator shows', () => {
  const read = (file: string) => readFileSync(resolve(import.meta.dirname, '../..', file), 'utf8');
  const { millionOrders } = JSON.parse(read('src/features/orders/cost-estimate.json')) as {
    millionOrders: MixSummary[];
  };
  const rows = read('README.md').split('\n');
  const cells = ({ dollars, time, floor, live }: MixSummary) => [
    (dollars / floor).toFixed(2),
    ...[dollars, time, floor, live].map((amount) => `$${amount.toFixed(2)}`),
  ];
  const told = millionOrders.map((summary) => {
    const expected = cells(summary);
    return rows.some(
      (row) =>
        row
          .split('|')
          .map((cell) => cell.trim())
          .slice(2, -1)
          .join() === expected.join(),
    );
  });
  expect(told).toEqual(millionOrders.map(() => true));
});
