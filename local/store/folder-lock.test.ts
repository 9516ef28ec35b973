import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { FolderInUse, holdFolder } from './folder-lock.ts';

it('lets one endpoint have a data folder, and the next once it is let go', () => {
  const folder = mkdtempSync(join(tmpdir(), 'restock-lock-'));
  const letGo = holdFolder(folder);
  expect(() => holdFolder(folder)).toThrow(FolderInUse);
  letGo();
  holdFolder(folder)();
});
