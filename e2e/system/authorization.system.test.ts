import { fetchAuthSession, signUp } from 'aws-amplify/auth';
import { AwsClient } from 'aws4fetch';
import type { GraphQLSchema } from 'graphql';
import { decodeJwt, decodeProtectedHeader, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Backend } from './backend.ts';
import { PASSWORD } from './deployment.ts';
import { type Answer, People, sendWith, signInAs, type Who } from './people.ts';
import { trySubscribing } from './realtime.ts';
import { deployedSchema, documentsOf } from './schema.ts';

const EVERYBODY: Who[] = ['viewer', 'operator', 'approver', 'manager', 'outsider'];
const READERS: Who[] = ['viewer', 'operator', 'approver', 'manager'];

/** Who may do what. A field that is not here is read by members of any group, if it is a query, and by nobody else. */
const MUTATIONS: Record<string, Who[]> = {
  acknowledgeAlert: ['operator', 'approver', 'manager'],
  adjustStock: ['operator', 'manager'],
  decidePurchaseOrder: ['approver', 'manager'],
  placeOrders: ['operator', 'manager'],
  publishChanges: [],
  switchSampleOrders: ['operator', 'manager'],
};

let backend: Backend;
let people: People;
let schema: GraphQLSchema;

beforeAll(async () => {
  backend = await Backend.start();
  people = new People(backend);
  schema = await deployedSchema(backend, await people.token('viewer'));
});

afterAll(() => backend?.stop());

const isDenied = ({ errors = [] }: Answer) =>
  errors.some(({ errorType, message }) => errorType === 'Unauthorized' || /not authorized/i.test(message));

/** The fields that a person is let in to, each asked for on its own. */
async function openTo(who: Who, operation: 'query' | 'mutation'): Promise<string[]> {
  const open: string[] = [];
  for (const [field, document] of Object.entries(documentsOf(schema, operation))) {
    const answer = await people.send<Record<string, unknown>>(who, document);
    if (isDenied(answer)) expect(answer.data?.[field] ?? null).toBeNull();
    else open.push(field);
  }
  await backend.settle();
  return open.sort();
}

test('nobody can write a model: there is no mutation for it, and no subscription but the one for changes', () => {
  expect(Object.keys(documentsOf(schema, 'mutation')).sort()).toEqual(Object.keys(MUTATIONS).sort());
  expect(Object.keys(documentsOf(schema, 'subscription'))).toEqual(['onChanges']);
});

test.each(EVERYBODY)('%s reads all or nothing', async (who) => {
  const all = Object.keys(documentsOf(schema, 'query')).sort();
  expect(all.length).toBeGreaterThan(15);
  expect(await openTo(who, 'query')).toEqual(READERS.includes(who) ? all : []);
});

test.each(EVERYBODY)('%s does what their groups may do, and no more', async (who) => {
  const allowed = Object.keys(MUTATIONS).filter((field) => MUTATIONS[field]?.includes(who));
  expect(await openTo(who, 'mutation')).toEqual(allowed.sort());
});

test.each(EVERYBODY)('%s hears of changes or does not', async (who) => {
  for (const document of Object.values(documentsOf(schema, 'subscription'))) {
    const outcome = await trySubscribing(backend, await people.token(who), document);
    expect(outcome).toBe(READERS.includes(who) ? 'accepted' : 'refused subscription');
  }
});

describe('a request that nobody answers for', () => {
  /** A token that says what the approver's says, but was signed by somebody else under the pool's key id. */
  async function forged(): Promise<string> {
    const token = await people.token('approver');
    const { privateKey } = await generateKeyPair('RS256');
    const { kid = '' } = decodeProtectedHeader(token);
    return new SignJWT(decodeJwt(token)).setProtectedHeader({ alg: 'RS256', kid }).sign(privateKey);
  }

  /** The viewer's own token, with a group written into it. */
  async function promoted(): Promise<string> {
    const [header, payload = '', signature] = (await people.token('viewer')).split('.');
    const claims = { ...JSON.parse(Buffer.from(payload, 'base64url').toString()), 'cognito:groups': ['APPROVERS'] };
    return [header, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.');
  }

  /** Unsigned, as `alg: none` would have it. */
  async function unsigned(): Promise<string> {
    const payload = (await people.token('approver')).split('.')[1];
    return [Buffer.from('{"alg":"none"}').toString('base64url'), payload, ''].join('.');
  }

  /** Signed by a key that the token itself brings along. */
  async function selfMade(): Promise<string> {
    const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
    const jwk = await exportJWK(publicKey);
    const claims = decodeJwt(await people.token('approver'));
    return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', jwk }).sign(privateKey);
  }

  const tokens: Record<string, () => Promise<string | undefined>> = {
    'no token': async () => undefined,
    'no token but a word': async () => 'approver',
    'a forged token': forged,
    'a token with a group written into it': promoted,
    'an unsigned token': unsigned,
    'a token that brings its own key': selfMade,
  };

  test.each(Object.entries(tokens))('%s opens no field and no socket', async (_, make) => {
    const token = await make();
    for (const operation of ['query', 'mutation'] as const) {
      for (const document of Object.values(documentsOf(schema, operation))) {
        const { status, body } = await sendWith(backend, token, document);
        expect(status).toBe(401);
        expect(body.data ?? null).toBeNull();
      }
    }
    for (const document of Object.values(documentsOf(schema, 'subscription'))) {
      expect(await trySubscribing(backend, token, document)).toBe('refused connection');
    }
  });

  test('an expired token opens nothing', async () => {
    const token = await people.token('manager');
    const query = '{ sampleOrders { enabled } }';
    expect((await sendWith(backend, token, query)).status).toBe(200);
    await backend.switchSweeps(false);
    await backend.pass({ minutes: 61 });
    expect((await sendWith(backend, token, query)).status).toBe(401);
    expect(await trySubscribing(backend, token, 'subscription { onChanges { changes } }')).toBe('refused connection');
  });

  test('a stranger can neither sign up nor be a guest', async () => {
    await signInAs(backend, 'outsider');
    await expect(signUp({ username: 'stranger@example.com', password: PASSWORD })).rejects.toMatchObject({
      name: 'NotAuthorizedException',
    });
    const response = await fetch(backend.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': 'AWSCognitoIdentityService.GetId',
      },
      body: JSON.stringify({ IdentityPoolId: backend.outputs.auth.identity_pool_id }),
    });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('NotAuthorizedException');
  });

  test('the credentials of the identity pool, signed with properly, open nothing either', async () => {
    await signInAs(backend, 'manager');
    const { credentials } = await fetchAuthSession();
    if (!credentials) throw new Error('The identity pool gave no credentials.');
    const signed = new AwsClient({ ...credentials, service: 'appsync', region: 'us-east-1' });
    for (const operation of ['query', 'mutation'] as const) {
      for (const query of Object.values(documentsOf(schema, operation))) {
        const response = await signed.fetch(backend.outputs.data.url, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ query }),
        });
        const answer = (await response.json()) as Answer;
        expect(response.status === 401 || response.status === 403 || isDenied(answer)).toBe(true);
      }
    }
  });
});
