import { AwsClient } from 'aws4fetch';

/** Every field of the mutation's result: a subscriber gets only what the publisher's document selects. */
const DOCUMENT =
  'mutation PublishChanges($changes: AWSJSON!) { publishChanges(changes: $changes) { changes publishedAt } }';

export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
}

/** Calls the IAM-only mutation with the function's own credentials. */
export function appSyncPublisher(graphqlUrl: string, region: string, credentials: () => Credentials) {
  return async (changes: string): Promise<void> => {
    const aws = new AwsClient({ ...credentials(), service: 'appsync', region, retries: 2 });
    const response = await aws.fetch(graphqlUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: DOCUMENT, variables: { changes } }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`AppSync answered ${response.status}: ${text.slice(0, 500)}`);
    const { errors } = JSON.parse(text) as { errors?: { message: string }[] };
    if (errors?.length)
      throw new Error(`AppSync refused the changes: ${errors.map(({ message }) => message).join('; ')}`);
  };
}
