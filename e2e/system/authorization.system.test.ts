import { fetchAuthSession, signUp } from 'aws-amplify/auth';
import type { GraphQLSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Backend, type TableName } from './backend.ts';
import { badTokens } from './bad-tokens.ts';
import { type AwsCredentials, ask, bySignature, byToken, roleCredentials, type Sign } from './callers.ts';
import { canonical } from './canonical.ts';
import { PASSWORD, sessionAt } from './deployment.ts';
import { People, signInAs, user, type Who } from './people.ts';
import { trySubscribing } from './realtime.ts';
import { fieldsOpenTo, type Group, RIGHTS } from './rights.ts';
import {
  type Arguments,
  type Asked,
  deployedSchema,
  documentsOf,
  type Operation,
  pathsBetweenTypes,
  rootFields,
} from './schema.ts';
import { tokenIn } from './sessions.ts';
import { Warehouse } from './warehouse.ts';

const EVERYBODY: Who[] = ['viewer', 'operator', 'approver', 'manager', 'outsider'];
const OPERATIONS: Operation[] = ['query', 'mutation', 'subscription'];
const TABLES: TableName[] = ['Product', 'StockLevel', 'Reservation', 'PurchaseOrder', 'Alert', 'StockMovement'];

let backend: Backend;
let people: People;
let schema: GraphQLSchema;
let roles: Map<string, AwsCredentials>;
/** How many pairs of a caller and a field were tried. */
let tried = 0;

beforeAll(async () => {
  backend = await Backend.start();
  people = new People(backend);
  schema = await deployedSchema(backend);
  roles = await roleCredentials(backend);
});

afterAll(async () => {
  console.log(`    Authorization matrix: ${tried} calls, each as declared`);
  await backend?.stop();
});

/** The fields that let somebody in. A field that does not must not answer with a value beside its error either. */
async function openFields(sign: Sign, operation: Operation, args: Arguments): Promise<string[]> {
  const open: string[] = [];
  for (const asked of documentsOf(schema, operation, args)) {
    tried += asked.fields.length;
    open.push(...(await openOf(sign, operation, asked)));
  }
  await backend.settle();
  return open.sort();
}

async function openOf(sign: Sign, operation: Operation, { fields, document }: Asked): Promise<string[]> {
  if (operation === 'subscription') {
    return (await trySubscribing(backend, sign, document)) === 'accepted' ? fields : [];
  }
  const { status, body } = await ask(backend, sign, document);
  if (status === 401 || status === 403) {
    expect(body.data ?? null, document).toBeNull();
    return [];
  }
  // Anything but an answer or a refusal would hide what the fields do.
  expect({ status, ran: body.data != null }, JSON.stringify(body.errors)).toEqual({ status: 200, ran: true });
  const refused = (body.errors ?? [])
    .filter(({ errorType }) => errorType === 'Unauthorized')
    .map(({ path }) => path?.[0]);
  for (const field of fields.filter((name) => refused.includes(name))) expect(body.data?.[field] ?? null).toBeNull();
  return fields.filter((field) => !refused.includes(field));
}

/** That a token is none: not one field answers, and the socket does not open. */
async function expectNobody(sign: Sign, name: string): Promise<void> {
  for (const operation of OPERATIONS) {
    for (const { fields, document } of documentsOf(schema, operation, 'least')) {
      tried += fields.length;
      if (operation === 'subscription') {
        expect(await trySubscribing(backend, sign, document), name).toBe('refused connection');
      } else {
        const { status, body } = await ask(backend, sign, document);
        expect({ status, data: body.data ?? null }, name).toEqual({ status: 401, data: null });
      }
    }
  }
}

/** Everything in the tables that people see. */
async function contents(): Promise<unknown> {
  const warehouse = new Warehouse(backend);
  const rows = await Promise.all(TABLES.map((table) => warehouse.rows<object>(table)));
  return rows.map((table) => table.map(canonical).sort());
}

describe('the deployed schema', () => {
  test.each(OPERATIONS)('has no %s that the table of rights does not name', (operation) => {
    expect(rootFields(schema, operation)).toEqual(Object.keys(RIGHTS[operation]).sort());
  });

  test('leads from no row to another: what a field lets out is what it names', () => {
    const beyondLists = pathsBetweenTypes(schema).filter(
      (path) =>
        !/^((Model\w+Connection|ReservationPage)\.items|Reconciliation\.findings|StockImport\.(problems|differences)|PurchasingSettings\.approvalLimits|StockCheck\.(findings|mended)|WorkflowRun\.(states|transitions|steps)): /.test(
          path,
        ),
    );
    expect(beyondLists).toEqual([]);
  });

  test('has no word of a task token', () => {
    const names = Object.values(schema.getTypeMap()).flatMap((type) => [
      type.name,
      ...('getFields' in type ? Object.keys(type.getFields()) : []),
    ]);
    // What pages of a list are called is Amplify's word.
    expect(names.filter((name) => /token/i.test(name) && name !== 'nextToken')).toEqual([]);
  });
});

describe('a stranger', () => {
  let before: unknown;
  beforeAll(async () => {
    before = await contents();
  });

  test('opens no field and no socket, whatever the token', async () => {
    for (const [name, make] of Object.entries(badTokens(backend, people))) {
      await expectNobody(byToken(await make()), name);
    }
  });

  test('can neither sign up nor be a guest', async () => {
    await signInAs(backend, 'outsider');
    await expect(signUp({ username: 'stranger@example.com', password: PASSWORD })).rejects.toMatchObject({
      name: 'NotAuthorizedException',
    });
    const response = await fetch(backend.url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'AWSCognitoIdentityService.GetId' },
      body: JSON.stringify({ IdentityPoolId: backend.outputs.auth.identity_pool_id }),
    });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('NotAuthorizedException');
  });

  test.each(['manager', 'outsider'] as const)('is also %s who signs with the identity pool', async (who) => {
    await signInAs(backend, who);
    const { credentials } = await fetchAuthSession();
    if (!credentials) throw new Error('The identity pool gave no credentials.');
    for (const operation of OPERATIONS) {
      expect(await openFields(bySignature(backend, credentials), operation, 'least'), operation).toEqual([]);
    }
  });

  test('is every role of a service, but the one that publishes changes', async () => {
    const services = [...roles.keys()].map((name) => name.split(' ')[0]);
    expect(new Set(services)).toEqual(new Set(['appsync', 'events', 'lambda', 'scheduler', 'states']));
    const others = [...roles].filter(([name]) => !/publishchanges/i.test(name));
    expect(others).toHaveLength(roles.size - 1);
    for (const [name, credentials] of others) {
      for (const operation of OPERATIONS) {
        expect(await openFields(bySignature(backend, credentials), operation, 'least'), `${name} ${operation}`).toEqual(
          [],
        );
      }
    }
  });

  test.each(['least', 'all'] as const)('is whoever is in no group: %s arguments', async (args) => {
    const { token, idToken } = await tokensOf('outsider');
    for (const operation of OPERATIONS) {
      expect(await openFields(byToken(token), operation, args), operation).toEqual([]);
      expect(await openFields(byToken(idToken), operation, args), operation).toEqual([]);
    }
  });

  test('has changed nothing by all that', async () => {
    expect(await contents()).toEqual(before);
  });
});

async function tokensOf(who: Who): Promise<{ token: string; idToken: string }> {
  const session = await sessionAt(backend.url, backend.outputs, user(who).email);
  return { token: tokenIn(session, 'accessToken'), idToken: tokenIn(session, 'idToken') };
}

test('the publisher publishes, and does nothing else', async () => {
  const [, credentials] = [...roles].find(([name]) => /publishchanges/i.test(name)) ?? [];
  if (!credentials) throw new Error('No function publishes changes.');
  for (const operation of OPERATIONS) {
    const declared = fieldsOpenTo(operation, ({ publisher }) => publisher === true);
    expect(await openFields(bySignature(backend, credentials), operation, 'least'), operation).toEqual(declared);
  }
});

describe.each(EVERYBODY)('%s', (who) => {
  const groups = user(who).groups as Group[];
  const declared = (operation: Operation) =>
    fieldsOpenTo(operation, (right) => right.groups.some((group) => groups.includes(group)));

  test.each(OPERATIONS)('may use each %s as declared, and no other', async (operation) => {
    const { token, idToken } = await tokensOf(who);
    expect(await openFields(byToken(token), operation, 'least')).toEqual(declared(operation));
    // With filters, keys and limits: what narrows a list must not widen a right.
    expect(await openFields(byToken(token), operation, 'all')).toEqual(declared(operation));
    // AppSync takes the ID token of a pool too; it carries the same groups.
    expect(await openFields(byToken(idToken), operation, 'least')).toEqual(declared(operation));
  });
});

test('an expired token opens nothing', async () => {
  const sign = byToken(await people.token('manager'));
  expect(await openFields(sign, 'query', 'least')).toEqual(rootFields(schema, 'query'));
  await backend.switchSweeps(false);
  await backend.pass({ minutes: 61 });
  await expectNobody(sign, 'expired');
});
