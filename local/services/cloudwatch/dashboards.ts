import { AwsError } from '../../gateway/aws-error.ts';
import type { House, Operation, ResourceProvider } from '../../gateway/service.ts';

interface Dashboard {
  name: string;
  arn: string;
  /** JSON text. */
  body: string;
  updatedAt: number;
}

/** Dashboards are kept and can be read; nothing here draws them. */
export const createDashboards = (
  house: House,
): { operations: Record<string, Operation>; resource: ResourceProvider } => {
  const stored = house.store.collection<Dashboard>('cloudwatch.dashboard');
  const put = (name: string, body: unknown) => {
    const text = String(body);
    try {
      JSON.parse(text);
    } catch {
      throw new AwsError('InvalidParameterInput', 'The field DashboardBody must be a valid JSON object.');
    }
    const arn = `arn:aws:cloudwatch::${house.account}:dashboard/${name}`;
    stored.put(name, { name, arn, body: text, updatedAt: house.clock.now() });
    return { physicalId: name, attributes: {} };
  };
  return {
    operations: {
      GetDashboard({ DashboardName }: { DashboardName?: string }) {
        const found = stored.get(String(DashboardName));
        if (!found)
          throw new AwsError('ResourceNotFound', `Dashboard ${DashboardName} does not exist.`, { status: 404 });
        return { DashboardArn: found.arn, DashboardBody: found.body, DashboardName: found.name };
      },
      ListDashboards: ({ DashboardNamePrefix = '' }: { DashboardNamePrefix?: string }) => ({
        DashboardEntries: stored.entries(DashboardNamePrefix).map(([, { name, arn, body, updatedAt }]) => ({
          DashboardName: name,
          DashboardArn: arn,
          LastModified: new Date(updatedAt),
          Size: Buffer.byteLength(body),
        })),
      }),
    },
    resource: {
      create: async ({ DashboardName, DashboardBody }, { generateName }) =>
        put(String(DashboardName ?? generateName(255)), DashboardBody),
      async update({ physicalId }, properties, previous) {
        if (properties.DashboardName !== previous.DashboardName) return 'replace';
        return put(physicalId, properties.DashboardBody);
      },
      delete: async ({ physicalId }) => void stored.delete(physicalId),
    },
  };
};
