import type { ResourcesConfig } from 'aws-amplify';

const LOCAL_HOSTS = new Set(['127.0.0.1', 'localhost']);

/** The origin of the local endpoint when the backend was deployed into one, else undefined: then it runs on AWS. */
export function localOrigin(graphqlUrl: string | undefined): string | undefined {
  if (!graphqlUrl || !URL.canParse(graphqlUrl)) return undefined;
  const url = new URL(graphqlUrl);
  return url.protocol === 'http:' && LOCAL_HOSTS.has(url.hostname) ? url.origin : undefined;
}

/** The client always dials `wss:`; a loopback endpoint without a certificate speaks `ws:`. */
export function plainSocketUrl(url: string | URL): string {
  const parsed = new URL(url);
  if (parsed.protocol === 'wss:' && LOCAL_HOSTS.has(parsed.hostname)) parsed.protocol = 'ws:';
  return parsed.href;
}

function dialPlainly(): void {
  class LoopbackWebSocket extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(plainSocketUrl(url), protocols);
    }
  }
  globalThis.WebSocket = LoopbackWebSocket;
}

/**
 * Points sign-in and live updates at the local endpoint. `amplify_outputs.json` cannot carry Cognito's endpoints, so they
 * are derived from where the GraphQL API is. With a backend on AWS the configuration is returned as it came.
 */
export function withLocalEndpoint(config: ResourcesConfig): ResourcesConfig {
  const origin = localOrigin(config.API?.GraphQL?.endpoint);
  const cognito = config.Auth?.Cognito;
  if (!origin || !cognito) return config;
  dialPlainly();
  const local = { Cognito: { ...cognito, userPoolEndpoint: origin, identityPoolEndpoint: origin } };
  return { ...config, Auth: local as ResourcesConfig['Auth'] };
}
