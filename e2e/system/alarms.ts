import { CloudWatchClient, type MetricAlarm, paginateDescribeAlarms } from '@aws-sdk/client-cloudwatch';
import { type Backend, clientOptions } from './backend.ts';

/** The alarms of the deployment. */
export class Alarms {
  readonly client: CloudWatchClient;

  constructor(backend: Backend) {
    this.client = new CloudWatchClient(clientOptions(backend.url));
  }

  async all(): Promise<MetricAlarm[]> {
    const alarms: MetricAlarm[] = [];
    for await (const page of paginateDescribeAlarms({ client: this.client }, {}))
      alarms.push(...(page.MetricAlarms ?? []));
    return alarms;
  }

  /** The one alarm whose description leads to this section of the runbook. */
  async of(section: string): Promise<MetricAlarm> {
    const found = (await this.all()).filter(({ AlarmDescription }) => AlarmDescription?.endsWith(`#${section}`));
    const [alarm] = found;
    if (!alarm || found.length > 1) throw new Error(`${found.length} alarms lead to ${section}.`);
    return alarm;
  }

  async stateOf(section: string): Promise<string | undefined> {
    return (await this.of(section)).StateValue;
  }
}
