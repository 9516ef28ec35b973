import { Unsupported } from './aws-error.ts';
import type { House, HttpRequest, HttpResponse, Service } from './service.ts';

const json = (value: unknown): HttpResponse => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
});

/** `/_usage`: what AWS would have billed since the endpoint's start. */
const usage = async ({ usage, clock }: House, { method }: HttpRequest): Promise<HttpResponse> => {
  if (method !== 'GET' && method !== 'HEAD') return { status: 405, headers: { allow: 'GET' } };
  const iso = (instant: number) => new Date(instant).toISOString();
  return json({ since: iso(usage.since), until: iso(clock.now()), usage: usage.lines() });
};

/** What the endpoint answers that is no AWS service: whether it is up, the notices that `ampx` looks for, what is billed. */
export const ownPaths = (house: House): Service => ({
  name: 'endpoint',
  protocol: {
    kind: 'http',
    handle: async ({ url }) => {
      throw new Unsupported(`the path ${url.pathname}`);
    },
  },
  operations: {},
  paths: {
    '/_health': async () => json({ status: 'running' }),
    '/notices.json': async () => json({ notices: [] }),
    '/_usage': (request) => usage(house, request),
  },
});
