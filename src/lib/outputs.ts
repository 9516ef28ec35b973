import type { parseAmplifyConfig } from 'aws-amplify/utils';

export type BackendOutputs = Parameters<typeof parseAmplifyConfig>[0];

/** The outputs of the deployed backend, or undefined while none is deployed. Throws when the server cannot be reached. */
export async function loadOutputs(): Promise<BackendOutputs | undefined> {
  const response = await fetch('/amplify_outputs.json', { cache: 'no-store' });
  const type = response.headers.get('content-type') ?? '';
  // A host with a single-page fallback answers a missing file with its index page.
  if (!response.ok || type.includes('html')) return undefined;
  return (await response.json()) as BackendOutputs;
}
