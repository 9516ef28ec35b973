import { Unsupported } from './aws-error.ts';
import type { HttpResponse, Service } from './service.ts';

const json = (value: unknown): HttpResponse => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
});

/** What the endpoint answers that is no AWS service: whether it is up, and the notices that `ampx` looks for at a start. */
export const ownPaths: Service = {
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
  },
};
