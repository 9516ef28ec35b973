import { GetParametersByPathCommand, SSMClient } from '@aws-sdk/client-ssm';
import { DEMO_PASSWORD_SECRET } from '../../amplify/seed/demo-users.ts';

/** The demo users' password, which the seed made at random and keeps in this backend's SSM; undefined before the seed. */
export async function demoPassword(url: string): Promise<string | undefined> {
  const ssm = new SSMClient({
    endpoint: url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  let NextToken: string | undefined;
  do {
    const page = await ssm.send(
      new GetParametersByPathCommand({ Path: '/amplify', Recursive: true, WithDecryption: true, NextToken }),
    );
    const found = page.Parameters?.find(({ Name }) => Name?.endsWith(`/${DEMO_PASSWORD_SECRET}`));
    if (found) return found.Value;
    NextToken = page.NextToken;
  } while (NextToken);
  return undefined;
}
