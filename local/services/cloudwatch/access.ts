import { type AccessMap, actionsOn, actionsOnAll } from '../../authorization/access.ts';
import type { House } from '../../gateway/service.ts';
import { listOf } from './input.ts';

type Named = { AlarmName?: string; AlarmNames?: unknown; DashboardName?: string };

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html */
export const cloudwatchAccess = ({ region, account }: House): AccessMap => {
  const alarm = (name = '*') => `arn:aws:cloudwatch:${region}:${account}:alarm:${name}`;
  const ofEach =
    (operation: string) =>
    ({ AlarmNames }: Named) =>
      listOf(AlarmNames).map((name) => ({ action: `cloudwatch:${operation}`, resource: alarm(String(name)) }));
  return {
    ...actionsOn('cloudwatch', ({ AlarmName }: Named) => alarm(AlarmName), ['DescribeAlarmHistory', 'SetAlarmState']),
    ...actionsOn('cloudwatch', () => alarm(), ['DescribeAlarms']),
    EnableAlarmActions: ofEach('EnableAlarmActions'),
    DisableAlarmActions: ofEach('DisableAlarmActions'),
    ...actionsOn(
      'cloudwatch',
      ({ DashboardName }: Named) => `arn:aws:cloudwatch::${account}:dashboard/${DashboardName}`,
      ['GetDashboard'],
    ),
    ...actionsOnAll('cloudwatch', ['GetMetricData', 'GetMetricStatistics', 'ListMetrics', 'ListDashboards']),
  };
};
