import type { Failure, Result } from './run-cases.ts';

/** The command that plays a failed case again. */
export const replayCommand = ({ attack, seed }: Failure): string =>
  `npm run prove -- --attack ${attack}${seed === undefined ? '' : ` --seed ${seed}`}`;

/** What went wrong, how to see it again, and the calls that led there. */
export const describeFailure = (failure: Failure): string =>
  [
    `${failure.attack}${failure.seed === undefined ? '' : `, seed ${failure.seed}`}`,
    ...failure.violations.map((violation) => `  ${violation}`),
    `  again: ${replayCommand(failure)}`,
    failure.history,
  ].join('\n');

export const tableOf = (results: readonly Result[]): string => {
  const row = (cells: string[]) => `| ${cells.join(' | ')} |`;
  const minutes = (milliseconds: number) => `${(milliseconds / 60_000).toFixed(1)} min`;
  return [
    row(['attack', 'cases', 'calls', 'violations', 'time']),
    row(['---', '---:', '---:', '---:', '---:']),
    ...results.map(({ attack, cases, steps, failures, milliseconds }) =>
      row([attack, String(cases), String(steps), String(failures.length), minutes(milliseconds)]),
    ),
  ].join('\n');
};
