export type StateValue = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';
export type MissingData = 'missing' | 'ignore' | 'breaching' | 'notBreaching';
export type Comparison =
  | 'GreaterThanOrEqualToThreshold'
  | 'GreaterThanThreshold'
  | 'LessThanThreshold'
  | 'LessThanOrEqualToThreshold';

export interface Threshold {
  comparison: Comparison;
  threshold: number;
  evaluationPeriods: number;
  datapointsToAlarm: number;
  missingData: MissingData;
}

/** AWS looks back some periods further than it has to judge; its own examples, by two. */
export const LOOK_BACK = 2;

export const isBreaching = ({ comparison, threshold }: Threshold, value: number): boolean => {
  switch (comparison) {
    case 'GreaterThanOrEqualToThreshold':
      return value >= threshold;
    case 'GreaterThanThreshold':
      return value > threshold;
    case 'LessThanThreshold':
      return value < threshold;
    case 'LessThanOrEqualToThreshold':
      return value <= threshold;
  }
};

/**
 * The state that datapoints lead to, oldest first, undefined where one is missing; undefined when the state stays. With
 * enough real ones the latest count, however far apart; otherwise the missing are filled in as the alarm says:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
export const stateOf = (rule: Threshold, points: (number | undefined)[]): StateValue | undefined => {
  const { evaluationPeriods, datapointsToAlarm, missingData } = rule;
  const real = points.flatMap((value) => (value === undefined ? [] : [isBreaching(rule, value)]));
  const judged = real.slice(-evaluationPeriods);
  const breaching = judged.filter(Boolean).length;
  const missing = evaluationPeriods - judged.length;
  if (breaching >= datapointsToAlarm) return 'ALARM';
  if (missing === 0 || missingData === 'notBreaching') return 'OK';
  if (missingData === 'breaching') return breaching + missing >= datapointsToAlarm ? 'ALARM' : 'OK';
  if (judged.length > breaching) return 'OK';
  if (missingData === 'ignore') return undefined;
  // Only breaching ones, too few: an alarm if the oldest in range is one, for then what is missing came after it.
  return points[0] !== undefined ? 'ALARM' : 'INSUFFICIENT_DATA';
};
