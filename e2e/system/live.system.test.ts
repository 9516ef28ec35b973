import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { DescribeEventBusCommand } from '@aws-sdk/client-eventbridge';
import { GetFunctionCommand, InvokeCommand } from '@aws-sdk/client-lambda';
import { GetScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { DescribeStateMachineCommand } from '@aws-sdk/client-sfn';
import { CONNECTION_STATE_CHANGE } from 'aws-amplify/api';
import { generateClient } from 'aws-amplify/data';
import { Hub } from 'aws-amplify/utils';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Schema } from '../../amplify/data/resource.ts';
import { SAMPLE_PRODUCTS } from '../../amplify/domain/sample-products.ts';
import { Backend, clientOptions } from './backend.ts';
import { signInAs } from './people.ts';
import { depthOf } from './queues.ts';
import { Warehouse } from './warehouse.ts';

type Client = ReturnType<typeof generateClient<Schema>>;
interface Change {
  model: string;
  item: Record<string, unknown>;
}

let backend: Backend;
let warehouse: Warehouse;
/** The unmodified client, signed in as the manager. */
let client: Client;

beforeAll(async () => {
  backend = await Backend.start();
  warehouse = new Warehouse(backend);
  await backend.switchSweeps(false);
  await signInAs(backend, 'manager');
  client = generateClient<Schema>({ authMode: 'userPool' });
});

afterAll(() => backend?.stop());

describe('the client of aws-amplify', () => {
  test('reads the sample products as they were loaded', async () => {
    for (const { product, level } of SAMPLE_PRODUCTS) {
      const { productId, locationId } = level;
      expect((await client.models.Product.get({ productId })).data).toMatchObject(product);
      expect((await client.models.StockLevel.get({ productId, locationId })).data).toMatchObject(level);
      const { data: ledger, errors } = await client.models.StockMovement.list({ productId });
      expect(errors).toBeUndefined();
      expect(ledger).toMatchObject([{ cause: 'OPENING', availableDelta: level.available }]);
    }
  });

  test('reads rows that workflows wrote, by their composite keys', async () => {
    const productId = await warehouse.open({ available: 3, reorderPoint: 2 });
    const orderId = await warehouse.take(productId, 1);
    const key = { orderId, productId, locationId: 'main' };
    expect((await client.models.Reservation.get(key)).data).toMatchObject({ status: 'RESERVED', quantity: 1 });
    const rejected = await warehouse.post('nonsense');
    await backend.settle();
    const rejectedKey = { orderId: `message:${rejected}`, productId: 'none', locationId: 'main' };
    expect((await client.models.Reservation.get(rejectedKey)).data).toMatchObject({ status: 'REJECTED' });
  });

  test('lists by every index, without an error in any row', async () => {
    const productId = await warehouse.open({ available: 3, reorderPoint: 2 });
    const orderId = await warehouse.take(productId, 1);
    const [row] = await warehouse
      .rows<{ orderId: string; dayShard: string; productShard: string }>('Reservation')
      .then((rows) => rows.filter((each) => each.orderId === orderId));
    const { models } = client;
    const lists = {
      levels: await models.StockLevel.stockLevelsByLocation({ locationId: 'main' }),
      ordersByPhase: await models.PurchaseOrder.purchaseOrdersByPhase({ phase: 'OPEN' }),
      ordersByProduct: await models.PurchaseOrder.purchaseOrdersByProduct({ productId }),
      alertsByStatus: await models.Alert.alertsByStatus({ status: 'OPEN' }),
      alertsByProduct: await models.Alert.alertsByProduct({ productId }),
      byDay: await models.Reservation.reservationsByDayShard({ dayShard: row?.dayShard ?? '' }),
      byProduct: await models.Reservation.reservationsByProductShard({ productShard: row?.productShard ?? '' }),
    };
    for (const { data, errors } of Object.values(lists)) {
      expect(errors).toBeUndefined();
      expect(data.map((each) => 'productId' in each && each.productId)).toContain(productId);
    }
  });

  test('pages through a list by its token, newest first', async () => {
    const productId = await warehouse.open({ available: 50 });
    for (let taken = 0; taken < 4; taken += 1) {
      await backend.pass({ seconds: 1 });
      await warehouse.take(productId, 1);
    }
    const sort = { limit: 2, sortDirection: 'DESC' as const };
    const first = await client.models.StockMovement.list({ productId, ...sort });
    const second = await client.models.StockMovement.list({ productId, ...sort, nextToken: first.nextToken });
    const third = await client.models.StockMovement.list({ productId, ...sort, nextToken: second.nextToken });
    const balances = [first, second, third].flatMap(({ data }) => data.map(({ availableAfter }) => availableAfter));
    expect(balances).toEqual([46, 47, 48, 49, 50]);
    expect(third.nextToken ?? null).toBeNull();
  });

  test('hears what an order changed, with every field of a row and none of the inside', async () => {
    const productId = await warehouse.open({ available: 3, reorderPoint: 2 });
    const connected = new Promise<void>((resolve) => {
      const stop = Hub.listen('api', ({ payload }) => {
        const state = (payload.data as { connectionState?: string } | undefined)?.connectionState;
        if (payload.event !== CONNECTION_STATE_CHANGE || state !== 'Connected') return;
        stop();
        resolve();
      });
    });
    const heard: Change[] = [];
    let wake = () => {};
    const subscription = client.subscriptions.onChanges().subscribe({
      next: ({ changes }) => {
        heard.push(...(typeof changes === 'string' ? JSON.parse(changes) : changes));
        wake();
      },
      error: (error) => expect(error).toBeUndefined(),
    });
    const until = async (what: Partial<Change['item']>) => {
      const matches = ({ item }: Change) => Object.entries(what).every(([name, value]) => item[name] === value);
      while (!heard.some(matches)) await new Promise<void>((resolve) => (wake = resolve));
      return heard.find(matches)?.item;
    };
    await connected;
    const orderId = await warehouse.take(productId, 1);

    expect(await until({ orderId })).toMatchObject({
      productId,
      quantity: 1,
      status: 'RESERVED',
      createdAt: backend.now(),
    });
    expect(await until({ productId, available: 2 })).toMatchObject({ reserved: 1, locationId: 'main' });
    expect(await until({ productId, kind: 'LOW_STOCK' })).toMatchObject({ status: 'OPEN' });
    expect(await until({ productId, status: 'AWAITING_DECISION' })).toMatchObject({ phase: 'OPEN', quantity: 10 });
    expect(new Set(heard.map(({ model }) => model))).toEqual(
      new Set(['Reservation', 'StockLevel', 'Alert', 'PurchaseOrder']),
    );
    for (const { item } of heard) {
      for (const name of ['taskToken', 'decidedById', '__typename', 'dayShard']) expect(item).not.toHaveProperty(name);
    }
    subscription.unsubscribe();
  });

  test('places orders, one under an id of its own or a burst', async () => {
    const productId = await warehouse.open({ available: 100 });
    const one = await client.mutations.placeOrders({ orderId: 'own-id', productId, quantity: 7 });
    expect(one.data?.orderIds).toEqual(['own-id']);
    const burst = await client.mutations.placeOrders({ productId, quantity: 2, count: 25 });
    expect(new Set(burst.data?.orderIds).size).toBe(25);
    await backend.settle();
    expect(await warehouse.level(productId)).toMatchObject({ available: 43, reserved: 57 });

    for (const input of [{ count: 0 }, { count: 1001 }, { orderId: 'two', count: 2 }]) {
      expect((await client.mutations.placeOrders({ productId, ...input })).errors?.[0]?.message).toMatch(/count/);
    }
  });

  test('places an order of several lines, served all or not at all unless a part will do', async () => {
    const [full, short] = [await warehouse.open({ available: 9 }), await warehouse.open({ available: 1 })];
    const lines = [
      { productId: full, quantity: 2 },
      { productId: short, quantity: 3 },
    ];
    await client.mutations.placeOrders({ orderId: 'whole', lines });
    await client.mutations.placeOrders({ orderId: 'part', lines, allowPartial: true });
    await backend.settle();
    const outcomes = async (orderId: string) =>
      Object.fromEntries((await warehouse.reservations(orderId)).map((row) => [row.productId, row.status]));
    expect(await outcomes('whole')).toEqual({ [full]: 'UNAVAILABLE', [short]: 'UNAVAILABLE' });
    expect(await outcomes('part')).toEqual({ [full]: 'RESERVED', [short]: 'UNAVAILABLE' });
    for (const input of [
      { lines, count: 2 },
      { lines, productId: full },
      { productId: full, allowPartial: true },
    ]) {
      expect((await client.mutations.placeOrders(input)).errors?.[0]?.message).toMatch(/lines/i);
    }
  });
});

describe('how long stock lasts', () => {
  const measure = async () => {
    const FunctionName = backend.outputs.custom.measureCoverFunctionName;
    const { FunctionError } = await backend.clients.functions.send(new InvokeCommand({ FunctionName }));
    expect(FunctionError).toBeUndefined();
  };
  const soonest = async () => (await client.models.StockCover.stockCoversByLocation({ locationId: 'main' })).data;

  test('is measured by what orders took and gave back, day by day, the shortest first', async () => {
    const [quick, slow, still] = [
      await warehouse.open({ available: 20, reorderPoint: 1 }),
      await warehouse.open({ available: 90, reorderPoint: 1 }),
      await warehouse.open({ available: 5, reorderPoint: 1 }),
    ];
    await warehouse.take(quick, 5);
    await warehouse.take(slow, 2);
    const cancelled = await warehouse.take(slow, 7);
    await warehouse.change('order-cancelled', { orderId: cancelled });
    await measure();
    const day = backend.now().slice(0, 10);
    const { data } = await client.models.StockDay.list({ stockKey: `${slow}#main`, day: { ge: day } });
    expect(data).toMatchObject([{ day, taken: 9, returned: 7, received: 0 }]);
    const own = (await soonest()).filter(({ productId }) => [quick, slow, still].includes(productId));
    expect(own).toMatchObject([
      { productId: quick, available: 15, perDay: 5, coverDays: 3 },
      { productId: slow, available: 88, perDay: 2, coverDays: 44 },
    ]);
    const { data: unused } = await client.models.StockCover.get({ productId: still, locationId: 'main' });
    expect(unused).toMatchObject({ perDay: 0, coverDays: null });
  });

  test('counts what a purchase order brought', async () => {
    const productId = await warehouse.open({ available: 3, reorderPoint: 2, reorderQuantity: 10 });
    await warehouse.take(productId, 1);
    const [order] = (await client.models.PurchaseOrder.purchaseOrdersByProduct({ productId })).data;
    const { purchaseOrderId = '', quantity } = order ?? {};
    await client.mutations.decidePurchaseOrder({ purchaseOrderId, decision: 'APPROVED' });
    await backend.pass({ seconds: 15 });
    const { data } = await client.models.StockDay.list({ stockKey: `${productId}#main` });
    expect(data).toMatchObject([{ taken: 1, received: quantity }]);
  });
});

describe('the reservation history', () => {
  const history = async (input: Parameters<Client['queries']['reservationHistory']>[0]) => {
    const { data, errors } = await client.queries.reservationHistory(input);
    if (errors?.length || !data) throw new Error(errors?.[0]?.message);
    return data;
  };
  const lineOf = ({ orderId, productId }: { orderId: string; productId: string }) => `${orderId} ${productId}`;
  /** The lines of every page to the last. */
  const readAll = async (input: Parameters<Client['queries']['reservationHistory']>[0]) => {
    const lines: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await history({ ...input, ...(cursor && { cursor }) });
      lines.push(...page.items.map(lineOf));
      cursor = page.cursor ?? undefined;
    } while (cursor);
    return lines;
  };

  test('is read newest first, page by page, with nothing twice and nothing missing', async () => {
    const productId = await warehouse.open({ available: 18 });
    const placed: string[] = [];
    for (let batch = 0; batch < 4; batch += 1) {
      const orders = Array.from({ length: 6 }, () => ({ orderId: warehouse.newOrderId(), productId, quantity: 1 }));
      await warehouse.order(...orders);
      placed.unshift(...orders.map(lineOf));
      await backend.pass({ minutes: 1 });
    }
    const newestFirst = (a: string, b: string) => Math.floor(placed.indexOf(a) / 6) - Math.floor(placed.indexOf(b) / 6);
    for (const limit of [5, 24, 200]) {
      const read = await readAll({ productId, limit });
      expect([...read].sort()).toEqual([...placed].sort());
      expect([...read].sort(newestFirst)).toEqual(read);
    }
    expect(await readAll({ productId, status: 'UNAVAILABLE', limit: 4 })).toHaveLength(6);
    const everything = await readAll({ limit: 7 });
    expect(everything.filter((line) => placed.includes(line)).sort()).toEqual([...placed].sort());
    expect(new Set(everything).size).toBe(everything.length);
    expect(everything).toHaveLength((await warehouse.rows('Reservation')).length);
  });

  test('refuses a limit and a cursor that make no sense', async () => {
    for (const limit of [0, -1, 201]) await expect(history({ limit })).rejects.toThrow(/limit must be/);
    await expect(history({ cursor: 'nonsense' })).rejects.toThrow(/cursor/);
  });
});

test('sample orders come once a minute while they are switched on', async () => {
  const count = async () => (await warehouse.rows('Reservation')).length;
  expect((await client.queries.sampleOrders()).data).toEqual({ enabled: false, rate: 'rate(1 minutes)' });
  const before = await count();
  await backend.pass({ minutes: 2 });
  expect(await count()).toBe(before);

  expect((await client.mutations.switchSampleOrders({ enabled: true })).data).toMatchObject({ enabled: true });
  // A schedule by rate begins with the moment at which it is switched on.
  await backend.pass({ seconds: 1 });
  expect(await count()).toBe(before + 1);
  await backend.pass({ minutes: 3 });
  expect(await count()).toBe(before + 4);

  expect((await client.mutations.switchSampleOrders({ enabled: false })).data).toMatchObject({ enabled: false });
  await backend.pass({ minutes: 3 });
  expect(await count()).toBe(before + 4);
  expect((await client.queries.sampleOrders()).data).toEqual({ enabled: false, rate: 'rate(1 minutes)' });
});

describe('the outputs', () => {
  test('name what the ancestor named, as outputs of the stack too, and each of it is there', async () => {
    const { custom } = backend.outputs;
    const { clients, url } = backend;
    const { Stacks = [] } = await new CloudFormationClient(clientOptions(url)).send(new DescribeStacksCommand({}));
    const root = Stacks.find(({ Outputs = [] }) => Outputs.some(({ OutputKey }) => OutputKey === 'orderBusName'));
    const outputs = Object.fromEntries(
      (root?.Outputs ?? []).map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]),
    );
    expect(outputs).toMatchObject(custom);

    for (const name of [custom.reserveStockArn, custom.createPurchaseOrderArn, custom.checkInventoryLevelArn]) {
      const machine = await clients.workflows.send(new DescribeStateMachineCommand({ stateMachineArn: name }));
      expect(machine.status).toBe('ACTIVE');
    }
    for (const TableName of [custom.stockLevelTableName, custom.reservationTableName]) {
      expect((await clients.tables.send(new DescribeTableCommand({ TableName }))).Table?.TableStatus).toBe('ACTIVE');
    }
    const bus = await clients.events.send(new DescribeEventBusCommand({ Name: custom.orderBusName }));
    expect(bus.Name).toBe(custom.orderBusName);
    expect(await depthOf(backend, custom.orderQueueUrl ?? '')).toEqual({ visible: 0, inFlight: 0 });
    const generator = await clients.functions.send(
      new GetFunctionCommand({ FunctionName: custom.generatorFunctionName }),
    );
    expect(generator.Configuration?.State).toBe('Active');
    const schedule = await new SchedulerClient(clientOptions(url)).send(
      new GetScheduleCommand({ Name: custom.sampleScheduleName }),
    );
    expect(schedule).toMatchObject({ ScheduleExpression: 'rate(1 minutes)' });
  });

  test('let anyone send a sample order by hand', async () => {
    const FunctionName = backend.outputs.custom.generatorFunctionName;
    const { Payload, FunctionError } = await backend.clients.functions.send(new InvokeCommand({ FunctionName }));
    expect(FunctionError).toBeUndefined();
    const { orderId, productId } = JSON.parse(Buffer.from(Payload ?? []).toString());
    await backend.settle();
    expect(await warehouse.reservations(orderId)).toMatchObject([{ productId }]);
  });
});
