import { paginateListRoles, UpdateAssumeRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateFunctionCommand, InvokeCommand } from '@aws-sdk/client-lambda';
import { AwsClient } from 'aws4fetch';
import { zipOfOneFile } from '../../local/services/lambda/make-zip.ts';
import type { Backend } from './backend.ts';
import type { Answer } from './people.ts';

/** The headers that credentials put on a request: on `POST <api url><path>` with this body. */
export type Sign = (path: '' | '/connect', body: string) => Promise<Record<string, string>>;

export interface AwsCredentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string | undefined;
}

/** A token as the client sends it, or none. */
export const byToken =
  (token: string | undefined): Sign =>
  async (): Promise<Record<string, string>> =>
    token === undefined ? {} : { authorization: token };

/** An AWS signature, as whoever holds credentials makes one. */
export function bySignature(backend: Backend, credentials: AwsCredentials): Sign {
  const client = new AwsClient({ ...credentials, service: 'appsync', region: 'us-east-1' });
  return async (path, body) => {
    const headers = { 'content-type': 'application/json', 'content-encoding': 'amz-1.0', accept: '*/*' };
    const signed = await client.sign(`${backend.outputs.data.url}${path}`, { method: 'POST', headers, body });
    return Object.fromEntries(signed.headers);
  };
}

/** Sends a document; answers the status and the body. */
export async function ask(backend: Backend, sign: Sign, query: string): Promise<{ status: number; body: Answer }> {
  const body = JSON.stringify({ query });
  const headers = { 'content-type': 'application/json', ...(await sign('', body)) };
  const response = await fetch(backend.outputs.data.url, { method: 'POST', headers, body });
  return { status: response.status, body: (await response.json()) as Answer };
}

const PROBE = `exports.handler = async () => ({
  accessKeyId: process.env.AWS_ACCESS_KEY_ID,
  secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY,
  sessionToken: process.env.AWS_SESSION_TOKEN,
});`;

/**
 * The credentials that each role of a service acts with (functions, workflows, rules, schedules, the API's data sources), by
 * service and role: what somebody would hold who had got code into it. They are got by a function that gives its
 * environment away; where a role trusts another service, whoever owns the account lets it trust Lambda beside that.
 */
export async function roleCredentials(backend: Backend): Promise<Map<string, AwsCredentials>> {
  const { functions, roles } = backend.clients;
  const credentials = new Map<string, AwsCredentials>();
  for await (const { Roles = [] } of paginateListRoles({ client: roles }, {})) {
    for (const { RoleName = '', Arn: Role = '', AssumeRolePolicyDocument = '' } of Roles) {
      const trust: TrustPolicy = JSON.parse(decodeURIComponent(AssumeRolePolicyDocument));
      const [, service] = /"([a-z]+)\.amazonaws\.com"/.exec(JSON.stringify(trust)) ?? [];
      if (!service) continue;
      await roles.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: alsoForLambda(trust) }));
      const FunctionName = `probe-${credentials.size}`;
      const Code = { ZipFile: zipOfOneFile('index.js', Buffer.from(PROBE)) };
      await functions.send(
        new CreateFunctionCommand({ FunctionName, Role, Runtime: 'nodejs22.x', Handler: 'index.handler', Code }),
      );
      const { Payload } = await functions.send(new InvokeCommand({ FunctionName }));
      credentials.set(`${service} ${RoleName}`, JSON.parse(Buffer.from(Payload ?? []).toString()));
    }
  }
  return credentials;
}

type TrustPolicy = { Version: string; Statement: object[] };

const alsoForLambda = ({ Version, Statement }: TrustPolicy): string => {
  const lambda = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };
  return JSON.stringify({ Version, Statement: [...Statement, lambda] });
};
