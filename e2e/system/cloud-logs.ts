import { AwsClient } from 'aws4fetch';
import { type Backend, clientOptions } from './backend.ts';

interface LogEvent {
  logGroupName: string;
  message: string;
}

/** Every line that CloudWatch Logs holds, of all functions and workflows. */
export async function logLines(backend: Backend): Promise<LogEvent[]> {
  const { credentials, region } = clientOptions(backend.url);
  const client = new AwsClient({ ...credentials, region, service: 'logs' });
  const call = async <Output>(operation: string, input: object): Promise<Output> => {
    const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `Logs_20140328.${operation}` };
    const response = await client.fetch(backend.url, { method: 'POST', headers, body: JSON.stringify(input) });
    if (!response.ok) throw new Error(`${operation}: ${await response.text()}`);
    return (await response.json()) as Output;
  };
  const groups: string[] = [];
  let nextToken: string | undefined;
  do {
    const page: GroupsPage = await call('DescribeLogGroups', { nextToken });
    groups.push(...page.logGroups.map(({ logGroupName }) => logGroupName));
    nextToken = page.nextToken;
  } while (nextToken);
  const lines: LogEvent[] = [];
  for (const logGroupName of groups) {
    do {
      const page: EventsPage = await call('FilterLogEvents', { logGroupName, nextToken });
      lines.push(...page.events.map(({ message }) => ({ logGroupName, message })));
      nextToken = page.nextToken;
    } while (nextToken);
  }
  return lines;
}

interface GroupsPage {
  logGroups: { logGroupName: string }[];
  nextToken?: string;
}
interface EventsPage {
  events: { message: string }[];
  nextToken?: string;
}
