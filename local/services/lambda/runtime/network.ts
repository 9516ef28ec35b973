import dns from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';

/** Answers of custom resources go to a URL on this host, which only exists inside the endpoint's workers. */
const RESPONSE_HOST = 'cloudformation-custom-resource-response.local';

/** Lets a function reach the endpoint by the two host names that AWS's own clients make up. */
export const reachEndpoint = (endpointUrl: string): void => {
  resolveSyncHosts();
  answerCustomResources(new URL(endpointUrl));
  syncBuiltinESMExports();
};

/** The SDK of Step Functions puts `sync-` before the host of StartSyncExecution. */
const resolveSyncHosts = () => {
  const lookup = dns.lookup as (...args: unknown[]) => void;
  dns.lookup = ((host: string, ...rest: unknown[]) => {
    const loopback = /^sync-(127\.0\.0\.1|localhost)$/.exec(host)?.[1];
    lookup(loopback ?? host, ...rest);
  }) as typeof dns.lookup;
};

/** cfn-response and CDK's provider framework put their answer to an https URL on port 443: it goes to the endpoint. */
const answerCustomResources = (endpoint: URL) => {
  const request = https.request as (...args: unknown[]) => http.ClientRequest;
  https.request = ((...args: unknown[]) => {
    const target = targetOf(args);
    if (target.hostname !== RESPONSE_HOST) return request(...args);
    const { method, headers, path, callback } = target;
    const options = {
      host: endpoint.hostname,
      port: endpoint.port,
      method,
      headers: plain(headers),
      path: `/_cloudformation/response${path}`,
    };
    return http.request(options, callback);
  }) as typeof https.request;
  const fetchAnywhere = globalThis.fetch;
  globalThis.fetch = (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    if (!url.startsWith(`https://${RESPONSE_HOST}/`)) return fetchAnywhere(input, init);
    const { pathname, search } = new URL(url);
    const here = new URL(`/_cloudformation/response${pathname}${search}`, endpoint);
    return fetchAnywhere(here, input instanceof Request ? { ...init, method: input.method, body: input.body } : init);
  };
};

const plain = (headers: http.OutgoingHttpHeaders | undefined): http.OutgoingHttpHeaders =>
  Object.fromEntries(Object.entries(headers ?? {}).filter(([name]) => name.toLowerCase() !== 'host'));

type Options = https.RequestOptions & { href?: string };
type Callback = (response: http.IncomingMessage) => void;

/** `https.request` takes a URL, options, or both, each as text or object. */
const targetOf = (args: unknown[]) => {
  const [first, second] = args;
  const url = typeof first === 'string' || first instanceof URL ? new URL(first) : undefined;
  const options = ((url ? (typeof second === 'object' ? second : undefined) : first) ?? {}) as Options;
  return {
    hostname: (options.hostname ?? options.host ?? url?.hostname ?? '').replace(/:\d+$/, ''),
    path: options.path ?? (url ? url.pathname + url.search : '/'),
    method: options.method ?? 'GET',
    headers: options.headers as http.OutgoingHttpHeaders | undefined,
    callback: args.find((each) => typeof each === 'function') as Callback | undefined,
  };
};
