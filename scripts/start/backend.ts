import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Stack } from '@aws-sdk/client-cloudformation';
import { deploySandbox, sandboxStack } from './ampx.ts';
import { ampxStage } from './ampx-stage.ts';
import { fingerprint } from './fingerprint.ts';
import { StartFailure, step } from './progress.ts';
import { ampx } from './run-ampx.ts';

const OUTPUTS = 'amplify_outputs.json';
/** What a deploy is made from. */
const SOURCES = ['amplify', 'package-lock.json'];
const recordIn = (workFolder: string) => join(workFolder, 'deployed.json');

/** What was deployed, so that a start with nothing changed can skip `ampx`. */
interface Deployed {
  sources: string;
  stackId: string | undefined;
  changedAt: string | undefined;
  /** `amplify_outputs.json` as ampx wrote it. */
  outputs: string;
}

export interface BringUp {
  root: string;
  /** The endpoint's address. */
  url: string;
  /** Where the record of the last deploy is kept. */
  workFolder: string;
  signal: AbortSignal;
}

const changedAt = ({ LastUpdatedTime, CreationTime }: Stack) => (LastUpdatedTime ?? CreationTime)?.toISOString();

/**
 * Deploys `amplify/` and seeds it, or neither when the sources, the lockfile and the deployed stack all match. Answers the
 * milliseconds that ampx took.
 */
export async function bringUpBackend({ root, url, workFolder, signal }: BringUp): Promise<number> {
  const record = recordIn(workFolder);
  const outputsFile = join(root, OUTPUTS);
  const sources = fingerprint(root, SOURCES);
  const last: Deployed | undefined = existsSync(record) ? JSON.parse(readFileSync(record, 'utf8')) : undefined;
  if (last?.sources === sources && (await stillDeployed(url, last))) {
    writeFileSync(outputsFile, movedTo(url, last.outputs));
    console.log('✔ The deployed backend matches amplify/ and the lockfile: ampx skipped');
    return 0;
  }
  const began = performance.now();
  const stack = await step('Deploying amplify/ with npx ampx sandbox', ({ note }) =>
    deploySandbox(root, url, ampxStage(note), [], signal),
  );
  await step('Loading demo users and data with npx ampx sandbox seed', () => seed(root, url, signal));
  const took = performance.now() - began;
  // The sources as they were when ampx read them: an edit meanwhile is for the next start.
  keepRecord({ root, workFolder }, stack, readFileSync(outputsFile, 'utf8'), sources);
  return took;
}

/** Notes what is deployed: the next start skips `ampx` as long as nothing of it changes. */
export function keepRecord(
  { root, workFolder }: Pick<BringUp, 'root' | 'workFolder'>,
  stack: Stack,
  outputs: string,
  sources = fingerprint(root, SOURCES),
): void {
  const deployed: Deployed = {
    sources,
    stackId: stack.StackId,
    changedAt: changedAt(stack),
    outputs,
  };
  mkdirSync(workFolder, { recursive: true });
  writeFileSync(recordIn(workFolder), JSON.stringify(deployed));
}

async function stillDeployed(url: string, last: Deployed): Promise<boolean> {
  const stack = last.stackId && (await sandboxStack(url, last.stackId));
  if (!stack || changedAt(stack) !== last.changedAt) return false;
  return /^(CREATE|UPDATE)_COMPLETE$/.test(stack.StackStatus ?? '');
}

/** The outputs name the address that the endpoint had when they were written; it may listen on another port now. */
function movedTo(url: string, outputs: string): string {
  const { data }: { data: { url: string } } = JSON.parse(outputs);
  return outputs.replaceAll(new URL(data.url).origin, url);
}

async function seed(root: string, url: string, signal: AbortSignal): Promise<void> {
  const { code, output } = await ampx({ root, url, args: ['sandbox', 'seed'], signal });
  if (code !== 0) {
    throw new StartFailure(
      `ampx sandbox seed failed:\n${output.split('\n').slice(-20).join('\n')}`,
      'Start again; the seed may be repeated.',
    );
  }
}
