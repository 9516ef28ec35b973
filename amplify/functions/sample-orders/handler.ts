import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { required } from '../../tables/environment.ts';
import { sampleOrders } from './sample-orders.ts';

export const handler = sampleOrders({
  scheduler: new SchedulerClient({}),
  scheduleName: required('SAMPLE_SCHEDULE_NAME'),
  groupName: required('SAMPLE_SCHEDULE_GROUP'),
});
