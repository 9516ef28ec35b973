import type { Stack } from 'aws-cdk-lib';
import { Alarm, type Dashboard } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IConstruct } from 'constructs';
import { addAlarms, type Monitored } from './alarms.ts';
import { addDashboard } from './dashboard.ts';

/** Every alarm of the backend tells when it rings and when it is over, wherever it was defined: none can be forgotten. */
const ring = (root: IConstruct, topic: ITopic): void => {
  for (const found of root.node.findAll()) {
    if (!(found instanceof Alarm)) continue;
    found.addAlarmAction(new SnsAction(topic));
    found.addOkAction(new SnsAction(topic));
  }
};

/** What an operator is woken by and looks at, in a stack of its own, because it leans on all the others. */
export const addMonitoring = (stack: Stack, topic: ITopic, monitored: Monitored): Dashboard => {
  addAlarms(stack, monitored);
  ring(monitored.root, topic);
  return addDashboard(stack, monitored);
};
