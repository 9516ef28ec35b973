import type { House, Operation } from '../../gateway/service.ts';
import { tableName } from './arns.ts';
import type { Send } from './engine-client.ts';

/** Point-in-time recovery is a stored switch: it can be read back, and nothing can be restored. */
export const backups = (house: House, send: Send): Record<string, Operation> => {
  const switches = house.store.collection<{ enabled: boolean; since: number }>('dynamodb.pitr');
  const describeBackups = (name: string) => {
    const stored = switches.get(name);
    return {
      ContinuousBackupsDescription: {
        ContinuousBackupsStatus: 'ENABLED',
        PointInTimeRecoveryDescription: stored?.enabled
          ? {
              PointInTimeRecoveryStatus: 'ENABLED',
              EarliestRestorableDateTime: stored.since,
              LatestRestorableDateTime: house.clock.now() / 1000,
            }
          : { PointInTimeRecoveryStatus: 'DISABLED' },
      },
    };
  };
  const existing = async (nameOrArn: string): Promise<string> => {
    const name = tableName(nameOrArn);
    await send('DescribeTable', { TableName: name });
    return name;
  };
  return {
    DescribeContinuousBackups: async (input: { TableName: string }) => describeBackups(await existing(input.TableName)),
    UpdateContinuousBackups: async (input: {
      TableName: string;
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: boolean };
    }) => {
      const name = await existing(input.TableName);
      const enabled = input.PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled;
      switches.put(name, { enabled, since: house.clock.now() / 1000 });
      return describeBackups(name);
    },
  };
};
