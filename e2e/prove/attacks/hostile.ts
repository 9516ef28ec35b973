import fc from 'fast-check';
import type { Reservation } from '../../../amplify/domain/models.ts';
import type { Attack } from '../attack.ts';
import { roughly, smoothly } from '../faults.ts';
import { levelOf } from './open-orders.ts';

const KILOBYTES_256 = 256 * 1024;
const ODD_NUMBERS = [0, -1, 1.5, 2 ** 31, 2 ** 53, 2 ** 53 + 2, -0, 1e308, 5e-324, 1_000_001, Number.MIN_SAFE_INTEGER];
const ODD_TEXTS = [
  ...[
    '',
    ' ',
    'p1#main',
    '__proto__',
    'constructor',
    'message:1',
    'none',
    '\u0000',
    '\u202e',
    '\ud800',
    '💥'.repeat(40),
  ],
  ...[
    'x'.repeat(129),
    '<script>alert(1)</script>',
    '$' + '{jndi:ldap://x}',
    '{% $states.input %}',
    "'; DROP TABLE p1; --",
  ],
];

const oddValue = fc.oneof(
  fc.constantFrom(...ODD_NUMBERS),
  fc.constantFrom(...ODD_TEXTS),
  fc.jsonValue(),
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.constantFrom(null, true, [], {}, [1], { S: 'p1' }, { N: '1' }),
);

/** A detail that is an order but for one thing, or nothing like one. */
const hostileDetail = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ orderId: oddValue, productId: oddValue, quantity: oddValue }, { requiredKeys: [] }),
  },
  { weight: 2, arbitrary: oddValue.map((quantity) => ({ orderId: 'h1', productId: 'p1', quantity })) },
  { weight: 2, arbitrary: oddValue.map((productId) => ({ orderId: 'h2', productId, quantity: 1 })) },
  { weight: 2, arbitrary: oddValue.map((orderId) => ({ orderId, productId: 'p1', quantity: 0 })) },
  { weight: 1, arbitrary: fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 5 }) },
);

const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
/**
 * A message's whole body, as whoever may send to the queue can choose it. SQS takes no other control characters. Made when
 * it is first asked for: the list of all graphemes takes half a second, and most who import this never ask.
 */
const makeHostileBody = (): fc.Arbitrary<string> =>
  fc.oneof(
    hostileDetail.map((detail) => JSON.stringify({ detail })),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }),
    fc.json().filter((text) => text.length > 0),
    fc.constantFrom(
      '{"detail":{"orderId":"h","productId":"p1","quantity":NaN}}',
      '{"detail":{"__proto__":{"orderId":"h","productId":"p1","quantity":1}}}',
      '{"__proto__":{"detail":{"orderId":"h","productId":"p1","quantity":1}}}',
      '{"detail":{"orderId":"h","orderId":"h","productId":"p1","quantity":1e-7}}',
      `{"detail":${nested(20_000)}}`,
      nested(50_000),
      'x'.repeat(KILOBYTES_256),
      JSON.stringify({ detail: { orderId: 'y'.repeat(KILOBYTES_256 - 100), productId: 'p1', quantity: 1 } }),
    ),
  );
let hostileBody: fc.Arbitrary<string> | undefined;

const isText = (body: string) =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what SQS refuses in a message
  body.length > 0 && body.isWellFormed() && !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(body);

/** Events that no honest shop would send, between honest orders: nothing breaks, no stock moves, each is recorded. */
export const hostile: Attack = {
  name: 'hostile',
  cases: { full: 5000, short: 300 },
  async play(ground, random) {
    const productId = await ground.open({ available: 50, reorderPoint: 0 });
    const draw = <T>(arbitrary: fc.Arbitrary<T>) =>
      fc.sample(arbitrary, { seed: random.below(2 ** 31), numRuns: random.between(1, 3) });
    if (random.chance(0.5)) ground.shop(draw(hostileDetail).map(asEventDetail), 0);
    hostileBody ??= makeHostileBody();
    for (const body of draw(hostileBody).filter(isText)) ground.post(body);
    const quantity = random.between(1, 5);
    const orderId = ground.newOrderId();
    ground.shop([{ orderId, productId, quantity }]);
    // A call that waits for long lets its function run out of time, and none may fail here.
    await ground.run({ ...roughly(random, 0), delay: 0 }, 12);
    await ground.run(smoothly);
    return wrongs(ground, productId, orderId, quantity);
  },
};

/** JSON has no -0 and no lone surrogates of its own: what is sent is what can be written. */
const asEventDetail = (detail: unknown): unknown => JSON.parse(JSON.stringify(detail));

const wrongs = async (ground: Parameters<Attack['play']>[0], productId: string, orderId: string, quantity: number) => {
  const crashes = ground.simulation.steps.filter(({ failed, what }) => failed && what === 'lambda:Invoke');
  const { available, reserved } = await levelOf(ground, productId);
  const rows = await ground.tables.rows<Reservation>('Reservation');
  // An event may happen to be an order: it is then one like any other.
  const honest = rows.filter(({ status }) => status === 'RESERVED').reduce((sum, row) => sum + row.quantity, 0);
  const dead = await ground.deadLetters();
  return [
    ...(dead === 0 ? [] : [`nothing is put aside: ${dead} messages are in the dead-letter queue`]),
    ...crashes.map(({ who, failed }) => `no function fails: ${who} ${failed}`),
    ...(reserved === honest && available === 50 - honest ? [] : [`no stock changes: ${available} and ${reserved}`]),
    ...(rows.some((row) => row.orderId === orderId && row.quantity === quantity && row.status === 'RESERVED')
      ? []
      : ['an honest order among them is served']),
  ];
};
