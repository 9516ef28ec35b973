import { describe, expect, it } from 'vitest';
import { localOrigin, plainSocketUrl, withLocalEndpoint } from './local-endpoint.ts';

describe('the local endpoint', () => {
  it('is recognised by its loopback address alone', () => {
    expect(localOrigin('http://127.0.0.1:4566/graphql/abc')).toBe('http://127.0.0.1:4566');
    expect(localOrigin('http://localhost:9/graphql')).toBe('http://localhost:9');
    expect(localOrigin('https://abc.appsync-api.eu-west-1.amazonaws.com/graphql')).toBeUndefined();
    expect(localOrigin('http://127.0.0.1.example.com/graphql')).toBeUndefined();
    expect(localOrigin(undefined)).toBeUndefined();
  });

  it('is dialled without encryption, and nothing else is', () => {
    expect(plainSocketUrl('wss://127.0.0.1:4566/graphql/realtime?header=x')).toBe(
      'ws://127.0.0.1:4566/graphql/realtime?header=x',
    );
    expect(plainSocketUrl('wss://abc.appsync-realtime-api.eu-west-1.amazonaws.com/graphql')).toMatch(/^wss:/);
  });

  it('leaves the configuration of a backend on AWS as it is', () => {
    const config = {
      API: {
        GraphQL: {
          endpoint: 'https://abc.appsync-api.eu-west-1.amazonaws.com/graphql',
          defaultAuthMode: 'userPool' as const,
        },
      },
      Auth: { Cognito: { userPoolId: 'eu-west-1_x', userPoolClientId: 'c' } },
    };
    expect(withLocalEndpoint(config)).toBe(config);
  });
});
