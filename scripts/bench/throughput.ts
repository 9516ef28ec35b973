import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { MAX_LINES_PER_TRANSACTION } from '../../amplify/domain/fitting.ts';
import { type BatchProfile, chooseProfile } from '../batch-profile.ts';
import { measureFloor } from './floor.ts';
import { type Flow, measureFlow } from './orders.ts';
import { median } from './statistics.ts';
import { addProducts } from './warehouse.ts';

/** As many batches as the backend's own queue mapping takes at once. */
export const CONCURRENCY = 10;

export interface Case {
  name: string;
  profile: BatchProfile;
  products: number;
  /** How many orders a transaction of its floor holds. */
  group: number;
  /** What part of the orders is enough to measure it. */
  share: number;
  /** What part of the floor is to be reached. */
  target: number | undefined;
}

export const ONE_AT_A_TIME = 'one product, one order at a time';
export const HOT = 'one product, batches of 500';

export const CASES: Case[] = [
  { name: '100 products, batches of 10', profile: 'small', products: 100, group: 1, share: 1, target: 0.4 },
  { name: 'one product, batches of 10', profile: 'small', products: 1, group: 1, share: 1, target: 0.4 },
  { name: '100 products, batches of 500', profile: 'large', products: 100, group: 1, share: 2, target: 1 },
  { name: HOT, profile: 'large', products: 1, group: MAX_LINES_PER_TRANSACTION, share: 4, target: 0.7 },
  { name: ONE_AT_A_TIME, profile: 'single', products: 1, group: 1, share: 0.25, target: undefined },
];

export interface Throughput {
  of: Case;
  /** Medians of the runs: orders a second of the flow, of its floor, and the one as a part of the other. */
  rate: number;
  floor: number;
  ratio: number;
  faults: { oversold: number; double: number; lost: number };
}

type Options = {
  orders: number;
  runs: number;
  bare: DynamoDBDocumentClient;
  functions: LambdaClient;
  queueUrl: string;
};

/** The flow beside its floor, in turn, so that both have the same machine. */
export async function measureThroughput(flow: Flow, of: Case, options: Options): Promise<Throughput> {
  const { runs, bare, functions, queueUrl } = options;
  const orders = Math.ceil(options.orders * of.share);
  const prefix = `${of.profile}-${of.products}-`;
  const productIds = Array.from({ length: of.products }, (_, index) => `${prefix}${index}`);
  await addProducts(flow.documents, flow.tables, productIds);
  await addProducts(bare, flow.tables, productIds);
  await chooseProfile(functions, queueUrl, of.profile);
  // Functions are warm in what is measured.
  await measureFlow(flow, productIds, { orders: Math.ceil(200 * of.share), prefix, run: 0 });
  const rates: number[] = [];
  const floors: number[] = [];
  const ratios: number[] = [];
  const faults = { oversold: 0, double: 0, lost: 0 };
  for (let run = 1; run <= runs; run += 1) {
    const floor = await measureFloor(bare, flow.tables, productIds, {
      orders,
      group: of.group,
      concurrency: CONCURRENCY,
    });
    const { rate, audit } = await measureFlow(flow, productIds, { orders, prefix, run });
    rates.push(rate);
    floors.push(floor);
    ratios.push(rate / floor);
    faults.oversold += audit.oversold;
    faults.double += audit.double;
    faults.lost += audit.lost;
  }
  return { of, rate: median(rates), floor: median(floors), ratio: median(ratios), faults };
}
