import { describe, expect, it } from 'vitest';
import { type MissingData, type StateValue, stateOf, type Threshold } from './evaluate.ts';

const RETAIN = undefined;
type Row = [string, ...(StateValue | undefined)[]];

const TREATMENTS: MissingData[] = ['missing', 'ignore', 'breaching', 'notBreaching'];

/** `0` is within the threshold, `X` breaches it, `-` is missing; oldest first. */
const points = (text: string) => text.split(' ').map((sign) => (sign === '-' ? undefined : sign === 'X' ? 9 : 1));

const rule = (missingData: MissingData, datapointsToAlarm: number): Threshold => ({
  comparison: 'GreaterThanThreshold',
  threshold: 5,
  evaluationPeriods: 3,
  datapointsToAlarm,
  missingData,
});

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html, its two tables. */
const ALL_OF_THREE: Row[] = [
  ['0 - X - X', 'OK', 'OK', 'OK', 'OK'],
  ['0 - - - -', 'OK', 'OK', 'OK', 'OK'],
  ['- - - - -', 'INSUFFICIENT_DATA', RETAIN, 'ALARM', 'OK'],
  ['0 X X - X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
  ['- - - - X', 'INSUFFICIENT_DATA', RETAIN, 'ALARM', 'OK'],
  ['X - - - -', 'ALARM', RETAIN, 'ALARM', 'OK'],
];
const TWO_OF_THREE: Row[] = [
  ['0 - X - X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
  ['0 0 X 0 X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
  ['0 - X - -', 'OK', 'OK', 'ALARM', 'OK'],
  ['- - - - 0', 'OK', 'OK', 'ALARM', 'OK'],
  ['- - - - X', 'INSUFFICIENT_DATA', RETAIN, 'ALARM', 'OK'],
];

describe("an alarm's state, as AWS's own tables have it", () => {
  for (const [datapointsToAlarm, rows] of [
    [3, ALL_OF_THREE],
    [2, TWO_OF_THREE],
  ] as const) {
    it.each(rows)(`of ${datapointsToAlarm} out of 3 datapoints: %s`, (text, ...states) => {
      expect(TREATMENTS.map((treatment) => stateOf(rule(treatment, datapointsToAlarm), points(text)))).toEqual(states);
    });
  }
});
