import { GetScheduleCommand, type SchedulerClient, UpdateScheduleCommand } from '@aws-sdk/client-scheduler';
import { describe, expect, it } from 'vitest';
import { sampleOrders } from './sample-orders.ts';

const Target = { Arn: 'arn:generator', RoleArn: 'arn:role' };
const asDeployed = {
  Name: 'samples',
  GroupName: 'default',
  State: 'DISABLED',
  ScheduleExpression: 'rate(1 minutes)',
  FlexibleTimeWindow: { Mode: 'OFF' },
  Target,
};

/** One schedule, replaced whole by an update as EventBridge Scheduler does. */
const scheduleHolding = (held: { schedule: object }) => {
  const scheduler = {
    send: async (command: unknown) => {
      if (command instanceof GetScheduleCommand) return held.schedule;
      if (command instanceof UpdateScheduleCommand) held.schedule = command.input;
      return {};
    },
  } as unknown as SchedulerClient;
  return sampleOrders({ scheduler, scheduleName: 'samples', groupName: 'default' });
};

describe('sample orders', () => {
  it('are switched by the field that asks for it, and nothing else of the schedule changes', async () => {
    const held = { schedule: asDeployed };
    const field = scheduleHolding(held);
    const on = { arguments: { enabled: true }, fieldName: 'switchSampleOrders' };
    expect(await field(on)).toEqual({ enabled: true, rate: 'rate(1 minutes)' });
    expect(held.schedule).toMatchObject({ ...asDeployed, State: 'ENABLED' });
    await field({ arguments: { enabled: false }, fieldName: 'switchSampleOrders' });
    expect(held.schedule).toMatchObject(asDeployed);
  });

  it('are only looked at by the other one', async () => {
    const held = { schedule: asDeployed };
    const field = scheduleHolding(held);
    expect(await field({ arguments: {}, fieldName: 'sampleOrders' })).toEqual({
      enabled: false,
      rate: 'rate(1 minutes)',
    });
    expect(held.schedule).toBe(asDeployed);
  });
});
