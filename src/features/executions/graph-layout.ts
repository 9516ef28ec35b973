import type { WorkflowRun } from '../../lib/api-client.ts';

type WorkflowTransition = WorkflowRun['transitions'][number];

/** In units of the drawing. */
export const NODE = { width: 122, height: 32 };
const GAP = { x: 8, y: 28 };

export type Placed = { name: string; x: number; y: number };
export type Layout = { nodes: ReadonlyMap<string, Placed>; width: number; height: number };

type Followers = ReadonlyMap<string, string[]>;

const followersOf = (names: readonly string[], transitions: readonly WorkflowTransition[]): Followers => {
  const followers = new Map(names.map((name) => [name, [] as string[]]));
  for (const { from, to } of transitions) followers.get(from)?.push(to);
  return followers;
};

/** Without what leads back to a state that is still being followed: what is left has no circle. */
const forwardOnly = (start: string, followers: Followers): Map<string, string[]> => {
  const forward = new Map<string, string[]>();
  const open = new Set<string>();
  const visit = (name: string): void => {
    if (forward.has(name)) return;
    forward.set(name, []);
    open.add(name);
    for (const next of followers.get(name) ?? []) {
      if (open.has(next)) continue;
      forward.get(name)?.push(next);
      visit(next);
    }
    open.delete(name);
  };
  visit(start);
  return forward;
};

/** How many steps lie before each state on the longest way to it. */
const ranksOf = (start: string, forward: ReadonlyMap<string, string[]>): Map<string, number> => {
  const ranks = new Map<string, number>();
  const visit = (name: string, rank: number): void => {
    if (rank <= (ranks.get(name) ?? -1)) return;
    ranks.set(name, rank);
    for (const next of forward.get(name) ?? []) visit(next, rank + 1);
  };
  visit(start, 0);
  return ranks;
};

const average = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Each row in the order of what leads to it, so that few lines cross (the barycentre method of Sugiyama et al., 1981). */
const rowsOf = (ranks: ReadonlyMap<string, number>, forward: ReadonlyMap<string, string[]>): string[][] => {
  const rows: string[][] = [];
  for (const [name, rank] of ranks) rows[rank] = [...(rows[rank] ?? []), name];
  const places = new Map<string, number>();
  return rows.map((row) => {
    const weight = (name: string) => {
      const from = [...forward].filter(([, next]) => next.includes(name)).map(([each]) => places.get(each) ?? 0);
      return from.length > 0 ? average(from) : 0;
    };
    const sorted = [...row].sort((left, right) => weight(left) - weight(right));
    for (const [index, name] of sorted.entries()) places.set(name, index - (sorted.length - 1) / 2);
    return sorted;
  });
};

/** Places the states in rows, from the first one down. A state that nothing leads to is left out. */
export function layOut(names: readonly string[], transitions: readonly WorkflowTransition[]): Layout {
  const [start] = names;
  if (start === undefined) return { nodes: new Map(), width: 0, height: 0 };
  const forward = forwardOnly(start, followersOf(names, transitions));
  const rows = rowsOf(ranksOf(start, forward), forward);
  const widest = Math.max(...rows.map((row) => row.length));
  const step = { x: NODE.width + GAP.x, y: NODE.height + GAP.y };
  const width = widest * step.x - GAP.x;
  const nodes = new Map<string, Placed>();
  for (const [rank, row] of rows.entries()) {
    const left = (width - (row.length * step.x - GAP.x)) / 2;
    for (const [index, name] of row.entries()) nodes.set(name, { name, x: left + index * step.x, y: rank * step.y });
  }
  return { nodes, width, height: rows.length * step.y - GAP.y };
}

/** From the foot of one state to the head of another; what leads back goes around the outside. */
export function pathBetween(from: Placed, to: Placed): string {
  const start = { x: from.x + NODE.width / 2, y: from.y + NODE.height };
  const end = { x: to.x + NODE.width / 2, y: to.y };
  if (end.y > start.y) {
    const half = (start.y + end.y) / 2;
    return `M${start.x},${start.y} C${start.x},${half} ${end.x},${half} ${end.x},${end.y}`;
  }
  const isLeft = from.x <= to.x;
  const side = (place: Placed) => ({ x: isLeft ? place.x : place.x + NODE.width, y: place.y + NODE.height / 2 });
  const [out, back] = [side(from), side(to)];
  const bend = isLeft ? Math.min(out.x, back.x) - GAP.x : Math.max(out.x, back.x) + GAP.x;
  return `M${out.x},${out.y} C${bend},${out.y} ${bend},${back.y} ${back.x},${back.y}`;
}
