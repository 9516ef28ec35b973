import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Changes when any of the files does: a hash over their names and contents. Folders are taken whole, tests left out. */
export function fingerprint(root: string, paths: string[]): string {
  const hash = createHash('sha256');
  for (const path of paths)
    for (const file of filesBelow(root, path)) hash.update(file).update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

function filesBelow(root: string, path: string): string[] {
  const full = join(root, path);
  if (!existsSync(full)) return [];
  if (!statSync(full).isDirectory()) return [path];
  return readdirSync(full)
    .sort()
    .filter((name) => !/\.test\.tsx?$/.test(name) && name !== 'node_modules' && name !== 'testing')
    .flatMap((name) => filesBelow(root, join(path, name)));
}
