import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

/** A small Amplify app with each shape of model and operation whose generated resolvers AppSync must run. */
const FILES: Record<string, string> = {
  'package.json': '{ "type": "module", "private": true }',
  'package-lock.json': '{}',
  'tsconfig.json': '{ "compilerOptions": { "target": "es2022", "module": "es2022", "moduleResolution": "bundler" } }',
  'amplify/package.json': '{ "type": "module" }',
  'amplify/data/handler.ts': 'export const handler = async (event: unknown) => event;',
  'amplify/data/add-note.js': `
    import { util } from '@aws-appsync/utils';
    export function request(ctx) {
      const now = util.time.nowISO8601();
      return {
        operation: 'PutItem',
        key: util.dynamodb.toMapValues({ id: util.autoId() }),
        attributeValues: util.dynamodb.toMapValues({ ...ctx.args, createdAt: now, updatedAt: now, __typename: 'Note' }),
      };
    }
    export function response(ctx) {
      if (ctx.error) util.error(ctx.error.message, ctx.error.type);
      return ctx.result;
    }`,
  'amplify/data/announce.js': `
    export const request = (ctx) => ({ payload: ctx.args });
    export const response = (ctx) => ctx.result;`,
  'amplify/data/listen.js': `
    export const request = () => ({ payload: null });
    export const response = () => null;`,
  'amplify/auth/resource.ts': `
    import { defineAuth } from '@aws-amplify/backend';
    export const auth = defineAuth({ loginWith: { email: true }, groups: ['READERS', 'EDITORS', 'NOBODY'] });`,
  'amplify/data/resource.ts': `
    import { a, defineData, defineFunction } from '@aws-amplify/backend';
    export const decide = defineFunction({ name: 'decide', entry: './handler.ts', resourceGroupName: 'data' });
    const groups = ['READERS', 'EDITORS'];
    const schema = a.schema({
      Level: a.model({
        product: a.id().required(), place: a.id().required(), available: a.integer().required(), state: a.ref('State'),
      }).identifier(['product', 'place'])
        .secondaryIndexes((index) => [index('place').sortKeys(['product']).queryField('levelsByPlace')])
        .disableOperations(['mutations', 'subscriptions'])
        .authorization((allow) => [allow.groups(groups).to(['get', 'list'])]),
      State: a.enum(['IN', 'OUT']),
      Note: a.model({
        title: a.string().required(), text: a.string(), owner: a.string(), extra: a.json(), lines: a.hasMany('Line', 'noteId'),
      }).authorization((allow) => [allow.owner(), allow.authenticated().to(['read'])]),
      Line: a.model({ noteId: a.id(), note: a.belongsTo('Note', 'noteId'), text: a.string() })
        .authorization((allow) => [allow.authenticated()]),
      Task: a.model({
        text: a.string(), secret: a.string().authorization((allow) => [allow.groups(['EDITORS'])]),
      }).authorization((allow) => [allow.authenticated(), allow.groups(['EDITORS'])]),
      Shelf: a.model({ a: a.id().required(), b: a.string().required(), c: a.string().required(), name: a.string(), at: a.datetime(), n: a.integer() })
        .identifier(['a', 'b', 'c'])
        .secondaryIndexes((index) => [index('b').sortKeys(['at', 'n']).queryField('shelvesByTime')])
        .authorization((allow) => [allow.groups(['EDITORS'])]),
      Verdict: a.customType({ accepted: a.boolean().required(), state: a.ref('State') }),
      decide: a.mutation().arguments({ id: a.id().required(), note: a.string() }).returns(a.ref('Verdict'))
        .handler(a.handler.function(decide)).authorization((allow) => [allow.groups(['EDITORS'])]),
      addNote: a.mutation().arguments({ title: a.string().required() }).returns(a.ref('Note'))
        .handler(a.handler.custom({ dataSource: a.ref('Note'), entry: './add-note.js' }))
        .authorization((allow) => [allow.authenticated()]),
    });
    const live = a.schema({
      Change: a.customType({ product: a.id().required(), available: a.integer() }),
      announce: a.mutation().arguments({ product: a.id().required(), available: a.integer() }).returns(a.ref('Change'))
        .handler(a.handler.custom({ entry: './announce.js' })).authorization((allow) => [allow.group('NOBODY')]),
      onChange: a.subscription().for(a.ref('announce')).arguments({ product: a.id() })
        .handler(a.handler.custom({ entry: './listen.js' })).authorization((allow) => [allow.groups(groups)]),
    }).authorization((allow) => [allow.resource(decide)]);
    export const data = defineData({
      schema: a.combine([schema, live]),
      authorizationModes: { defaultAuthorizationMode: 'userPool' },
    });`,
  'amplify/backend.ts': `
    import { defineBackend } from '@aws-amplify/backend';
    import { auth } from './auth/resource';
    import { data, decide } from './data/resource';
    defineBackend({ auth, data, decide });`,
};

const CONTEXT = {
  'amplify-backend-namespace': 'sample',
  'amplify-backend-name': 'test',
  'amplify-backend-type': 'sandbox',
};

/** Synthesizes the app as `ampx` does, without credentials. Answers the folder and its root template. */
export async function synthesizeSampleApp(): Promise<{ folder: string; root: string }> {
  const home = mkdtempSync(join(tmpdir(), 'appsync-sample-'));
  for (const [name, content] of Object.entries(FILES)) {
    mkdirSync(dirname(join(home, name)), { recursive: true });
    writeFileSync(join(home, name), content);
  }
  const tsx = createRequire(import.meta.url).resolve('tsx/cli');
  symlinkSync(tsx.slice(0, tsx.lastIndexOf('/node_modules/') + '/node_modules'.length), join(home, 'node_modules'));
  const folder = join(home, 'out');
  await promisify(execFile)(process.execPath, [tsx, 'amplify/backend.ts'], {
    cwd: home,
    env: { ...process.env, CDK_CONTEXT_JSON: JSON.stringify(CONTEXT), CDK_OUTDIR: folder, CDK_VALIDATION: 'false' },
  });
  const root = readdirSync(folder).find((name) => name.endsWith('.template.json') && !name.includes('.nested.'));
  if (!root) throw new Error('the sample app has no template');
  return { folder, root };
}
