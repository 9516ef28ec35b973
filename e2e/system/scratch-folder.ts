import { accessSync, constants, mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where Linux keeps files in memory. */
const IN_MEMORY = '/dev/shm';
/** Docker gives its containers 64 MB unless told otherwise: too little for several deployments at once. */
const ENOUGH_BYTES = 2 ** 30;
const PREFIX = 'restock-deployment-';

/**
 * A new, empty folder, in memory where there is room: a commit there waits for no disk, and what must survive in a test
 * is the end of a process, not of the machine.
 */
export const newScratchFolder = (): string => {
  if (!hasRoom()) return mkdtempSync(join(tmpdir(), PREFIX));
  removeOrphans();
  return mkdtempSync(join(IN_MEMORY, `${PREFIX}${process.pid}-`));
};

const hasRoom = (): boolean => {
  try {
    accessSync(IN_MEMORY, constants.W_OK);
    const { bavail, bsize } = statfsSync(IN_MEMORY);
    return bavail * bsize >= ENOUGH_BYTES;
  } catch {
    return false;
  }
};

/** Whoever was killed could not remove its folder, and memory is dear. */
const removeOrphans = (): void => {
  for (const name of readdirSync(IN_MEMORY)) {
    if (!name.startsWith(PREFIX)) continue;
    const owner = Number.parseInt(name.slice(PREFIX.length), 10);
    if (!lives(owner)) rmSync(join(IN_MEMORY, name), { recursive: true, force: true });
  }
};

const lives = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};
