import {
  GetScheduleCommand,
  type GetScheduleCommandOutput,
  type SchedulerClient,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler';
import type { FieldCall } from '../caller.ts';

export interface Deps {
  scheduler: Pick<SchedulerClient, 'send'>;
  scheduleName: string;
  groupName: string;
}

/** Answers `sampleOrders` (the schedule's state) and `switchSampleOrders` (which changes it). */
export const sampleOrders =
  ({ scheduler, scheduleName, groupName }: Deps) =>
  async ({ arguments: { enabled }, fieldName }: FieldCall<{ enabled?: boolean }>) => {
    const schedule = await scheduler.send(new GetScheduleCommand({ Name: scheduleName, GroupName: groupName }));
    if (fieldName !== 'switchSampleOrders') return stateOf(schedule);
    const State = enabled ? 'ENABLED' : 'DISABLED';
    // UpdateSchedule replaces the schedule whole: what is not sent again would fall back to its default.
    const { Name, GroupName, ScheduleExpression, ScheduleExpressionTimezone, FlexibleTimeWindow, Target } = schedule;
    const { StartDate, EndDate, Description, KmsKeyArn } = schedule;
    await scheduler.send(
      new UpdateScheduleCommand({
        Name,
        GroupName,
        ScheduleExpression,
        ScheduleExpressionTimezone,
        FlexibleTimeWindow,
        Target,
        StartDate,
        EndDate,
        Description,
        KmsKeyArn,
        State,
      }),
    );
    return stateOf({ ...schedule, State });
  };

const stateOf = ({ State, ScheduleExpression }: Pick<GetScheduleCommandOutput, 'State' | 'ScheduleExpression'>) => ({
  enabled: State === 'ENABLED',
  rate: ScheduleExpression ?? '',
});
