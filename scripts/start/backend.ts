import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Stack } from '@aws-sdk/client-cloudformation';
import { ampx, deploySandbox, sandboxStack } from './ampx.ts';
import { fingerprint } from './fingerprint.ts';
import { StartFailure, step } from './progress.ts';

const BACKEND_SOURCES = ['amplify', 'package-lock.json'];

/** What was deployed, so that a start with nothing changed can skip `ampx`. */
interface Deployed {
  fingerprint: string;
  stackId: string | undefined;
  changedAt: string | undefined;
}

const describe = (stack: Stack, sources: string): Deployed => ({
  fingerprint: sources,
  stackId: stack.StackId,
  changedAt: (stack.LastUpdatedTime ?? stack.CreationTime)?.toISOString(),
});

/** Deploys `amplify/` and seeds it, or neither when the sources, the lockfile and the deployed stack all match. */
export async function bringUpBackend(root: string, url: string, workFolder: string): Promise<void> {
  const record = join(workFolder, 'deployed.json');
  const sources = fingerprint(root, BACKEND_SOURCES);
  const stack = await sandboxStack(url);
  const wanted = stack?.StackStatus?.endsWith('_COMPLETE') ? JSON.stringify(describe(stack, sources)) : undefined;
  const outputs = existsSync(join(root, 'amplify_outputs.json'));
  if (wanted && outputs && existsSync(record) && readFileSync(record, 'utf8') === wanted) {
    console.log('✔ The deployed backend matches amplify/ and the lockfile: ampx skipped');
    return;
  }
  const deployed = await step('Deploying amplify/ with npx ampx sandbox', ({ note }) => deploySandbox(root, url, note));
  await step('Loading demo users and data with npx ampx sandbox seed', ({ note }) => seed(root, url, note));
  mkdirSync(workFolder, { recursive: true });
  writeFileSync(record, JSON.stringify(describe(deployed, sources)));
}

async function seed(root: string, url: string, note: (line: string) => void): Promise<void> {
  const { code, output } = await ampx({ root, url, args: ['sandbox', 'seed'], onLine: note });
  if (code !== 0) {
    throw new StartFailure(
      `ampx sandbox seed failed:\n${output.split('\n').slice(-20).join('\n')}`,
      'Start again; the seed may be repeated.',
    );
  }
}
