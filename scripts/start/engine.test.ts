import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { ensureEngine } from './engine.ts';

const root = resolve(import.meta.dirname, '../..');

/** Answers what was to be installed. */
async function installedFor(platform: string | undefined, code: number): Promise<string[]> {
  const installed: string[] = [];
  await ensureEngine(root, platform, async (_, wanted) => {
    installed.push(wanted);
    return code;
  }).catch((error: Error) => installed.push(error.message));
  return installed;
}

it('installs nothing where the engine of this platform is there', async () => {
  expect(await installedFor(undefined, 0)).toEqual([]);
});

it('asks npm for the engine of another platform, in the version of ours, and says when there is none', async () => {
  for (const code of [0, 1]) {
    expect(await installedFor('plan9-mips', code)).toEqual([
      expect.stringMatching(/^@dynoxide\/plan9-mips@\^\d+\.\d+\.\d+$/),
      expect.stringContaining('There is no DynamoDB engine for plan9-mips'),
    ]);
  }
});
