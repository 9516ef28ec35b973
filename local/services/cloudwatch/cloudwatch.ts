import type { Timer } from '../../clock.ts';
import type { House, ResourceProvider, Service } from '../../gateway/service.ts';
import { MINUTE, minuteOf } from '../../meter.ts';
import { cloudwatchAccess } from './access.ts';
import { alarmOperations } from './alarm-operations.ts';
import { Alarms, untilNextMinute } from './alarms.ts';
import { createDashboards } from './dashboards.ts';
import { metricOperations } from './metric-operations.ts';

/** CloudWatch: what the services count, alarms over it, evaluated when a minute of the endpoint's clock is over. */
export const createCloudWatch = (house: House): Service => {
  const alarms = new Alarms(house);
  const dashboards = createDashboards(house);
  const ticking = tickWhileNeeded(house, alarms);
  return {
    name: 'monitoring',
    protocol: {
      kind: 'json',
      targets: ['GraniteServiceVersion20100801'],
      query: 'http://monitoring.amazonaws.com/doc/2010-08-01/',
    },
    access: cloudwatchAccess(house),
    operations: { ...alarmOperations(alarms), ...metricOperations(house), ...dashboards.operations },
    resources: {
      'AWS::CloudWatch::Alarm': alarmResource(alarms, ticking.begin),
      'AWS::CloudWatch::Dashboard': dashboards.resource,
    },
    start: async () => ticking.begin(),
    stop: async () => ticking.end(),
  };
};

/** Without an alarm nobody asks, and nothing is sampled. */
const tickWhileNeeded = (house: House, alarms: Alarms) => {
  let timer: Timer | undefined;
  const begin = (): void => {
    if (timer || alarms.isEmpty) return;
    timer = house.clock.after(untilNextMinute(house.clock.now()), () => {
      timer = undefined;
      // What can be read off now belongs to the minute that is just over.
      house.meter.sample(minuteOf(house.clock.now()) - MINUTE);
      alarms.evaluate();
      begin();
    });
  };
  return {
    begin,
    end: () => {
      timer?.cancel();
      timer = undefined;
    },
  };
};

const alarmResource = (alarms: Alarms, begin: () => void): ResourceProvider => {
  const state = (name: string, arn: string) => ({ physicalId: name, attributes: { Arn: arn } });
  return {
    async create(properties, { generateName }) {
      const { name, arn } = alarms.put(String(properties.AlarmName ?? generateName(255)), properties);
      begin();
      return state(name, arn);
    },
    async update({ physicalId }, properties, previous) {
      if (properties.AlarmName !== previous.AlarmName) return 'replace';
      const { name, arn } = alarms.put(physicalId, properties);
      return state(name, arn);
    },
    delete: async ({ physicalId }) => alarms.delete(physicalId),
  };
};
