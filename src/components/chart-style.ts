/** How every chart draws what is not data. */
export const axis = {
  tickLine: false,
  axisLine: false,
  tick: { fill: 'var(--ink-soft)', fontSize: 11 },
} as const;

/** For an axis whose labels fit: otherwise each is measured in the page, a layout for every bar, before any is drawn. */
export const allLabels = { interval: 0 } as const;

/** As many bars as have room for a label on a phone. */
const MOST_LABELS = 6;

/**
 * Of equal stretches of time, by their starts in epoch milliseconds: those that are labelled, at round times. The last of them
 * stays clear of the chart's edge, which would cut its label off.
 */
function labelledStarts(starts: readonly number[]): number[] {
  const [first = 0, second = first + 1] = starts;
  const step = Math.ceil(starts.length / MOST_LABELS) * (second - first);
  return starts.slice(0, Math.floor(starts.length * 0.96)).filter((at) => at % step === 0);
}

/** The time axis of bars, each of which begins `at`. */
export const timeOfBars = (bars: readonly { at: number }[]) => ({
  dataKey: 'at',
  ticks: labelledStarts(bars.map(({ at }) => at)),
  ...allLabels,
});

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
