import { readdirSync, readFileSync } from 'node:fs';

/** Resident megabytes of a process and of all that it started. Linux only; elsewhere undefined. */
export function residentMegabytes(pid: number): number | undefined {
  const parents = new Map<number, number>();
  try {
    for (const entry of readdirSync('/proc')) {
      if (!/^\d+$/.test(entry)) continue;
      const status = readStatus(Number(entry));
      if (status) parents.set(Number(entry), status.parent);
    }
  } catch {
    return undefined;
  }
  const family = new Set([pid]);
  for (let grown = true; grown; ) {
    grown = false;
    for (const [child, parent] of parents) {
      if (!family.has(child) && family.has(parent)) {
        family.add(child);
        grown = true;
      }
    }
  }
  return [...family].reduce((sum, member) => sum + (readStatus(member)?.resident ?? 0), 0);
}

function readStatus(pid: number): { parent: number; resident: number } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/status`, 'utf8');
    const number = (pattern: RegExp) => Number(pattern.exec(text)?.[1] ?? 0);
    return { parent: number(/PPid:\s+(\d+)/), resident: number(/VmRSS:\s+(\d+)/) / 1024 };
  } catch {
    // It ended while the list was read.
    return undefined;
  }
}
