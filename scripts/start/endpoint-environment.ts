/** What points an AWS SDK, and so `ampx`, to the local endpoint and nowhere else. */
export function endpointEnvironment(url: string): NodeJS.ProcessEnv {
  const { AWS_PROFILE: _profile, AWS_SESSION_TOKEN: _token, AWS_DEFAULT_REGION: _region, ...rest } = process.env;
  return {
    ...rest,
    AWS_ENDPOINT_URL: url,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_EC2_METADATA_DISABLED: 'true',
    // ampx asks which package manager runs it; npm says so to what it runs.
    npm_config_user_agent: rest.npm_config_user_agent ?? 'npm/11.0.0',
    // Without a network, telemetry would end a successful run with exit code 13.
    AMPLIFY_DISABLE_TELEMETRY: '1',
    // A third of a synthesis: CDK checks the templates against the same specification as the endpoint, which refuses more.
    CDK_VALIDATION: 'false',
    AMPLIFY_BACKEND_NOTICES_ENDPOINT: `${url}/notices.json`,
  };
}

/** The same for an SDK client in this process. */
export const endpointClient = (url: string) => ({
  endpoint: url,
  region: 'us-east-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
});
