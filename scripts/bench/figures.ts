export const median = (values: number[]): number => percentile(values, 50);

/** The smallest value that so many percent do not exceed. */
export function percentile(values: number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN;
}

export interface Row {
  what: string;
  measured: string;
  target: string;
  met: boolean;
}

/** A table that reads well in a terminal and in an issue. */
export function printTable(rows: Row[]): void {
  const cells = [
    ['', 'measured', 'target', ''],
    ...rows.map(({ what, measured, target, met }) => [what, measured, target, target && (met ? 'met' : 'MISSED')]),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const line = (row: string[]) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  console.log([line(cells[0] ?? []), `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`].join('\n'));
  for (const row of cells.slice(1)) console.log(line(row));
}
