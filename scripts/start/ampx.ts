import {
  CloudFormationClient,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import { endpointClient } from './endpoint-environment.ts';
import { StartFailure } from './progress.ts';
import { ampx } from './run-ampx.ts';

/** A sandbox's root stack by name or id; undefined when there is none. */
export async function sandboxStack(url: string, StackName: string): Promise<Stack | undefined> {
  try {
    const { Stacks } = await new CloudFormationClient(endpointClient(url)).send(
      new DescribeStacksCommand({ StackName }),
    );
    return Stacks?.[0];
  } catch (error) {
    if (error instanceof Error && error.name === 'ValidationError') return undefined;
    throw error;
  }
}

/**
 * Deploys the backend. `ampx sandbox --once` exits 0 on a failed deploy too, and one that was refused leaves the stack as
 * complete as it was: it worked when the stack says so and ampx wrote the outputs.
 */
export async function deploySandbox(
  root: string,
  url: string,
  onLine: (line: string) => void,
  args: string[] = [],
  signal?: AbortSignal,
): Promise<Stack> {
  const { code, output } = await ampx({ root, url, args: ['sandbox', '--once', ...args], onLine, signal });
  const name = output.match(/Stack:\s+(\S+)/)?.[1];
  const stack = name && (await sandboxStack(url, name));
  const written = output.includes('File written: ');
  if (code === 0 && written && stack && /^(CREATE|UPDATE)_COMPLETE$/.test(stack.StackStatus ?? '')) return stack;
  const reason = stack && (await firstFailure(url, stack));
  throw new StartFailure(
    `ampx sandbox did not deploy the backend${reason ? `: ${reason}` : ''}\n${problemIn(output)}`,
    'Mend what it names under amplify/ and start again; what was deployed before is untouched. `npm start -- --reset` begins anew.',
  );
}

/** From the error that ampx names to its end, else the last of what it said. */
function problemIn(output: string): string {
  const at = output.indexOf('[ERROR]');
  if (at >= 0) return output.slice(at).trimEnd();
  return output.trimEnd().split('\n').slice(-25).join('\n');
}

/** Why the last deploy failed: the earliest failure since it began, or nothing when it was refused before it began. */
async function firstFailure(url: string, { StackName, StackStatus }: Stack): Promise<string | undefined> {
  if (!StackStatus?.endsWith('_FAILED')) return undefined;
  const { StackEvents = [] } = await new CloudFormationClient(endpointClient(url)).send(
    new DescribeStackEventsCommand({ StackName }),
  );
  const began = StackEvents.findIndex(
    ({ LogicalResourceId, ResourceStatus }) =>
      LogicalResourceId === StackName && /^(CREATE|UPDATE)_IN_PROGRESS$/.test(ResourceStatus ?? ''),
  );
  const failed = StackEvents.slice(0, began < 0 ? undefined : began)
    .filter(({ ResourceStatus }) => ResourceStatus?.endsWith('_FAILED'))
    .at(-1);
  return failed && `${failed.LogicalResourceId}: ${failed.ResourceStatusReason}`;
}
