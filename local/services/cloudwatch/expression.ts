/** Values by the beginning of their period. */
export type Series = Map<number, number>;

interface Term {
  id: string;
  /** What stands where the metric says nothing. */
  fill?: number;
}

const TERM = /^(?:FILL\(\s*([a-z]\w*)\s*,\s*(\d+(?:\.\d+)?)\s*\)|([a-z]\w*))$/;

/**
 * Sums of metrics, each filled with a number or not: `FILL(a,0)+b`. Of CloudWatch's metric math this much is understood,
 * and anything else is undefined.
 */
export const parseExpression = (text: string): Term[] | undefined => {
  const terms = text.split('+').map((part): Term | undefined => {
    const [, filled, fill, plain] = TERM.exec(part.trim()) ?? [];
    if (filled !== undefined) return { id: filled, fill: Number(fill) };
    return plain === undefined ? undefined : { id: plain };
  });
  return terms.every((term) => term !== undefined) ? terms : undefined;
};

/** As in CloudWatch, a period in which a metric that is not filled says nothing has no value at all. */
export const evaluateExpression = (terms: Term[], seriesOf: (id: string) => Series, periods: number[]): Series => {
  const result: Series = new Map();
  for (const period of periods) {
    const values = terms.map(({ id, fill }) => seriesOf(id).get(period) ?? fill);
    if (values.every((value) => value !== undefined))
      result.set(
        period,
        values.reduce((sum, value) => sum + value, 0),
      );
  }
  return result;
};
