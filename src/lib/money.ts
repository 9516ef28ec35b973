const digitsOf = (currency: string): number =>
  new Intl.NumberFormat(undefined, { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;

/** From the currency's minor unit, in which money is kept, to what people type; nothing stays nothing. */
export const wholeOf = (amount: number | null | undefined, currency: string): number | string =>
  amount === undefined || amount === null ? '' : amount / 10 ** digitsOf(currency);

export const minorOf = (whole: number, currency: string): number => Math.round(whole * 10 ** digitsOf(currency));
