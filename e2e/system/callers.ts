import { CreateFunctionCommand, InvokeCommand, paginateListFunctions } from '@aws-sdk/client-lambda';
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
 * The credentials that each role of a function acts with, by the name of the function: what somebody would hold who had got
 * code into it. They are got as such a person could: by a function of the same role that gives its environment away.
 */
export async function functionCredentials(backend: Backend): Promise<Map<string, AwsCredentials>> {
  const { functions } = backend.clients;
  const roles = new Map<string, string>();
  for await (const { Functions = [] } of paginateListFunctions({ client: functions }, {})) {
    for (const { FunctionName = '', Role = '', Runtime = '' } of Functions) {
      if (Runtime.startsWith('nodejs') && ![...roles.values()].includes(Role)) roles.set(FunctionName, Role);
    }
  }
  const credentials = new Map<string, AwsCredentials>();
  for (const [name, Role] of roles) {
    const FunctionName = `probe-${credentials.size}`;
    const Code = { ZipFile: zipOfOneFile('index.js', Buffer.from(PROBE)) };
    await functions.send(
      new CreateFunctionCommand({ FunctionName, Role, Runtime: 'nodejs22.x', Handler: 'index.handler', Code }),
    );
    const { Payload } = await functions.send(new InvokeCommand({ FunctionName }));
    credentials.set(name, JSON.parse(Buffer.from(Payload ?? []).toString()));
  }
  return credentials;
}
