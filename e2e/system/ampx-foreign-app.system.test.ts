/** An Amplify app that has nothing in common with Restock, through the unmodified `ampx sandbox` and aws-amplify. */
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AdminAddUserToGroupCommand, CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { Amplify } from 'aws-amplify';
import { confirmSignUp, signIn, signOut, signUp } from 'aws-amplify/auth';
import { generateClient } from 'aws-amplify/data';
import { Hub, parseAmplifyConfig } from 'aws-amplify/utils';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Endpoint, startEndpoint } from '../../local/endpoint.ts';
import { sandboxStack } from '../../scripts/start/ampx.ts';
import { ampx } from '../../scripts/start/run-ampx.ts';
import { withLocalEndpoint } from '../../src/lib/local-endpoint.ts';
import { PASSWORD, ROOT } from './deployment.ts';
import type { Schema } from './foreign-app/amplify/data/resource.ts';
import { configureClient } from './sessions.ts';
import { WatchedSandbox } from './watched-sandbox.ts';

const IDENTIFIER = ['--identifier', 'club'];
const READER = 'reader@example.com';
const LIBRARIAN = 'librarian@example.com';

/** The endpoint has no Kinesis: refused before anything changes. */
const UNSUPPORTED = `
import { CfnStream } from 'aws-cdk-lib/aws-kinesis';
new CfnStream(backend.createStack('clicks'), 'Clicks', { shardCount: 1 });`;
/** Twelve hours are the most that a queue takes: found out while the deploy runs. */
const WRONG = `
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
new CfnQueue(backend.createStack('clicks'), 'Clicks', { visibilityTimeout: 99_999_999 });`;

let folder: string;
let endpoint: Endpoint;
let sandbox: WatchedSandbox;
let stackName: string;
const app = (file: string) => join(folder, 'app', file);
const outputs = () => JSON.parse(readFileSync(app('amplify_outputs.json'), 'utf8'));
const settings = () => ({
  endpoint: endpoint.url,
  region: 'us-east-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
});

/** Changes a file of the app while `ampx sandbox` watches, and answers what that printed. */
function edit(file: string, from: string, to: string): Promise<string> {
  const text = readFileSync(app(file), 'utf8');
  expect(text).toContain(from);
  const deployed = sandbox.deployed();
  // In one move, so that the watcher sees one change.
  writeFileSync(join(folder, 'draft'), text.replace(from, to));
  renameSync(join(folder, 'draft'), app(file));
  return deployed;
}

function connect() {
  Amplify.configure(withLocalEndpoint(parseAmplifyConfig(outputs())));
  return generateClient<Schema>();
}

/** Resolves when the endpoint has said that it took the next subscription. */
const subscriptionStands = (): Promise<void> =>
  new Promise((resolve) => {
    const stop = Hub.listen('api', ({ payload }) => {
      if (payload.event !== 'Subscription ack') return;
      stop();
      resolve();
    });
  });

/** The code that Cognito mailed. */
async function mailedCode(to: string): Promise<string> {
  await endpoint.idle();
  const mails = await (await fetch(`${endpoint.url}/_outbox.json`)).text();
  const code = mails.slice(mails.lastIndexOf(to)).match(/\b\d{6}\b/) ?? mails.match(/\b\d{6}\b/);
  if (!code) throw new Error(`No code was mailed to ${to}`);
  return code[0];
}

async function signUpAndIn(username: string): Promise<void> {
  await signUp({ username, password: PASSWORD, options: { userAttributes: { email: username } } });
  await confirmSignUp({ username, confirmationCode: await mailedCode(username) });
  await signIn({ username, password: PASSWORD });
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'restock-foreign-'));
  cpSync(join(import.meta.dirname, 'foreign-app'), join(folder, 'app'), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), app('node_modules'));
  // ampx looks for a lockfile to learn which package manager is used.
  writeFileSync(app('package-lock.json'), '{}');
  endpoint = await startEndpoint({ port: 0, dataFolder: join(folder, 'data') });
  sandbox = new WatchedSandbox(join(folder, 'app'), endpoint.url, IDENTIFIER);
});

afterAll(async () => {
  await sandbox?.stop();
  await endpoint?.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('a foreign Amplify app', { timeout: 240_000 }, () => {
  it('deploys with the unmodified ampx sandbox', async () => {
    const printed = await sandbox.deployed();
    expect(printed).toContain('Deployment completed');
    stackName = printed.match(/Stack:\s+(\S+)/)?.[1] ?? '';
    // Nothing that the client remembers of another app.
    await configureClient(outputs());
    expect(outputs().data.url).toMatch(`${endpoint.url}/`);
  });

  it('lets its users sign up, write what is theirs and hear of it live', async () => {
    const client = connect();
    await signUpAndIn(READER);
    const heard: string[] = [];
    const standing = subscriptionStands();
    const subscription = client.models.Note.onCreate().subscribe({ next: ({ text }) => heard.push(text) });
    await standing;
    const { data: note, errors } = await client.models.Note.create({ text: 'A book about whales', stars: 4 });
    expect(errors).toBeUndefined();
    expect((await client.models.Note.list()).data).toMatchObject([{ text: 'A book about whales', stars: 4 }]);
    await client.models.Note.update({ id: note?.id ?? '', stars: 5 });
    expect((await client.models.Note.get({ id: note?.id ?? '' })).data?.stars).toBe(5);
    await expect.poll(() => heard).toEqual(['A book about whales']);
    subscription.unsubscribe();
  });

  it('answers a query from its function', async () => {
    const { data } = await connect().queries.countWords({ text: 'call me  Ishmael' });
    expect(data).toBe('3 words');
  });

  it('keeps owners and groups apart', async () => {
    const client = connect();
    const refused = await client.models.Book.create({ title: 'Mine' });
    expect(refused.errors?.[0]).toMatchObject({ errorType: 'Unauthorized' });
    await signOut();
    await signUpAndIn(LIBRARIAN);
    expect((await client.models.Note.list()).data).toEqual([]);
    await signOut();
    const cognito = new CognitoIdentityProviderClient(settings());
    const { user_pool_id: UserPoolId } = outputs().auth;
    await cognito.send(new AdminAddUserToGroupCommand({ UserPoolId, Username: LIBRARIAN, GroupName: 'LIBRARIANS' }));
    await signIn({ username: LIBRARIAN, password: PASSWORD });
    const { data: book } = await client.models.Book.create({ title: 'Moby-Dick', shelf: 'FICTION' });
    expect(book).toMatchObject({ title: 'Moby-Dick', shelf: 'FICTION' });
    expect((await client.models.Note.list()).data).toMatchObject([{ text: 'A book about whales' }]);
    await signOut();
    await signIn({ username: READER, password: PASSWORD });
    const { data: mine } = await client.models.Note.create({ text: 'Long', bookId: book?.id });
    expect((await mine?.book())?.data?.title).toBe('Moby-Dick');
  });

  it('runs changed code after an edit', async () => {
    await edit('amplify/functions/count-words/handler.ts', 'process.env.UNIT}`', 'process.env.UNIT}, counted anew`');
    expect((await connect().queries.countWords({ text: 'one' })).data).toBe('1 words, counted anew');
  });

  it('gains a field, and keeps the rows it had', async () => {
    const printed = await edit(
      'amplify/data/resource.ts',
      'stars: a.integer(),',
      'stars: a.integer(),\n pinned: a.boolean(),',
    );
    expect(printed).toContain('Deployment completed');
    const client = connect();
    const { data: notes } = await client.models.Note.list();
    expect(notes.map(({ text }) => text).sort()).toEqual(['A book about whales', 'Long']);
    const pinned = await client.models.Note.update({ id: notes[0]?.id ?? '', pinned: true } as never);
    expect(pinned.data).toMatchObject({ pinned: true });
  });

  it('refuses a resource it does not support by name, and what ran before still runs', async () => {
    const printed = await edit('amplify/backend.ts', '});', `});${UNSUPPORTED}`);
    expect(printed).toContain('AWS::Kinesis::Stream');
    expect((await connect().models.Note.list()).data).toHaveLength(2);
  });

  it('stops at a resource that its service refuses, and says which and why', async () => {
    const printed = await edit('amplify/backend.ts', UNSUPPORTED, WRONG);
    expect(printed).toMatch(/Clicks[\s\S]+VisibilityTimeout/);
    expect((await connect().models.Note.list()).data).toHaveLength(2);
  });

  it('recovers with the next good deploy', async () => {
    expect(await edit('amplify/backend.ts', WRONG, '')).toContain('Deployment completed');
    expect((await sandboxStack(endpoint.url, stackName))?.StackStatus).toBe('UPDATE_COMPLETE');
    expect((await connect().models.Note.list()).data).toHaveLength(2);
  });

  it('is gone after ampx sandbox delete', async () => {
    await sandbox.stop();
    const { code, output } = await ampx({
      root: join(folder, 'app'),
      url: endpoint.url,
      args: ['sandbox', 'delete', '--yes', ...IDENTIFIER],
    });
    expect(output).toContain('Finished deleting');
    expect(code).toBe(0);
    expect(await sandboxStack(endpoint.url, stackName)).toBeUndefined();
    expect((await new DynamoDBClient(settings()).send(new ListTablesCommand({}))).TableNames).toEqual([]);
    expect((await new LambdaClient(settings()).send(new ListFunctionsCommand({}))).Functions).toEqual([]);
  });
});
