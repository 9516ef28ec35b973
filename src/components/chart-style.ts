/** How every chart draws what is not data. */
export const axis = {
  tickLine: false,
  axisLine: false,
  tick: { fill: 'var(--ink-soft)', fontSize: 11 },
} as const;

export const grid = { vertical: false, stroke: 'var(--line)' } as const;

export const tooltip = {
  isAnimationActive: false,
  contentStyle: {
    background: 'var(--surface)',
    border: '1px solid var(--line-strong)',
    borderRadius: 6,
    fontSize: 12,
    padding: '6px 10px',
  },
  labelStyle: { color: 'var(--ink-soft)' },
  itemStyle: { color: 'var(--ink)', padding: 0 },
} as const;
