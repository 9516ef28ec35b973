import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import {
  CloudFormationClient,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import { StartFailure } from './progress.ts';

/** What points an AWS SDK, and so `ampx`, to the local endpoint and nowhere else. */
export function endpointEnvironment(url: string): NodeJS.ProcessEnv {
  const { AWS_PROFILE: _profile, AWS_SESSION_TOKEN: _token, AWS_DEFAULT_REGION: _region, ...rest } = process.env;
  return {
    ...rest,
    AWS_ENDPOINT_URL: url,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_EC2_METADATA_DISABLED: 'true',
    // ampx asks which package manager runs it; npm says so to what it runs.
    npm_config_user_agent: rest.npm_config_user_agent ?? 'npm/11.0.0',
    // Without a network, telemetry would end a successful run with exit code 13.
    AMPLIFY_DISABLE_TELEMETRY: '1',
    AMPLIFY_BACKEND_NOTICES_ENDPOINT: `${url}/notices.json`,
  };
}

export interface AmpxRun {
  root: string;
  url: string;
  args: string[];
  /** Gets every line that ampx prints. */
  onLine?: (line: string) => void;
}

/** Runs the unmodified `npx ampx` against the endpoint. Answers its exit code and all that it printed. */
export function ampx({ root, url, args, onLine = () => {} }: AmpxRun): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'node_modules/@aws-amplify/backend-cli/lib/ampx.js'), ...args], {
      cwd: root,
      env: endpointEnvironment(url),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const read = (chunk: Buffer) => {
      const text = stripVTControlCharacters(chunk.toString());
      output += text;
      for (const line of text.split(/[\r\n]+/)) if (line.trim()) onLine(line.trim());
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

const client = (url: string) =>
  new CloudFormationClient({
    endpoint: url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });

/** The sandbox's root stack, if one is deployed. */
export async function sandboxStack(url: string, pattern = /^amplify-.+-sandbox-\w+$/): Promise<Stack | undefined> {
  const { Stacks = [] } = await client(url).send(new DescribeStacksCommand({}));
  return Stacks.find(({ StackName, ParentId }) => !ParentId && pattern.test(StackName ?? ''));
}

/** Deploys the backend; `ampx sandbox --once` exits 0 on a failed deploy too, so the stack's own status decides. */
export async function deploySandbox(
  root: string,
  url: string,
  onLine: (line: string) => void,
  args: string[] = [],
): Promise<Stack> {
  const { code, output } = await ampx({ root, url, args: ['sandbox', '--once', ...args], onLine });
  const stack = await sandboxStack(url);
  if (code === 0 && stack?.StackStatus?.match(/^(CREATE|UPDATE)_COMPLETE$/)) return stack;
  const reason = stack && (await firstFailure(url, stack));
  throw new StartFailure(
    `ampx sandbox did not deploy the backend${reason ? `: ${reason}` : ''}\n${output.split('\n').slice(-25).join('\n')}`,
    'Mend what it names under amplify/ and start again; what was deployed before still runs. `npm start -- --reset` begins anew.',
  );
}

async function firstFailure(url: string, { StackName }: Stack): Promise<string | undefined> {
  const { StackEvents = [] } = await client(url).send(new DescribeStackEventsCommand({ StackName }));
  const failed = StackEvents.filter(({ ResourceStatus }) => ResourceStatus?.endsWith('_FAILED')).at(-1);
  return failed && `${failed.LogicalResourceId}: ${failed.ResourceStatusReason}`;
}
