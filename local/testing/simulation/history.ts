/** One call that was let through, or one move of the clock. */
export interface Step {
  /** Milliseconds since the run began. */
  at: number;
  who: string;
  what: string;
  about: string;
  fault?: string | undefined;
  /** The error that the call ended with. */
  failed?: string | undefined;
}

export const formatStep = ({ at, who, what, about, fault, failed }: Step, number: number): string => {
  const time = `${(at / 1000).toFixed(3)} s`.padStart(14);
  const notes = [fault && `[${fault}]`, failed && `-> ${failed}`].filter(Boolean).join(' ');
  return `${String(number).padStart(4)} ${time}  ${who.padEnd(24)} ${what.padEnd(28)} ${about} ${notes}`.trimEnd();
};
