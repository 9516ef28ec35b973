import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Connect, Plugin } from 'vite';
import { isNamedByContents, KEPT_FOR_GOOD } from './caching.ts';
import { connectSources, securityHeaders } from './policy.ts';

/** Until a backend is deployed there is nothing to reach. */
const reachable = (outputsFile: string): string[] =>
  existsSync(outputsFile) ? connectSources(JSON.parse(readFileSync(outputsFile, 'utf8'))) : [];

/** A file that is not there has no name to keep. */
const keepAssets =
  (folder: string): Connect.NextHandleFunction =>
  ({ url = '' }, response, next) => {
    if (isNamedByContents(url) && existsSync(join(folder, url))) {
      for (const [name, value] of Object.entries(KEPT_FOR_GOOD)) response.setHeader(name, value);
    }
    next();
  };

/**
 * Sends the policy with all that Vite serves. A deploy may rewrite the outputs at any time, so they are read anew for every
 * answer. The development server puts scripts and styles of its own into the page, by a nonce that lives as long as it does.
 */
export function serveHeaders(outputsFile: string): Plugin {
  const nonce = randomBytes(16).toString('base64url');
  const send =
    (page: { nonce?: string }): Connect.NextHandleFunction =>
    (_, response, next) => {
      for (const [name, value] of Object.entries(securityHeaders({ connect: reachable(outputsFile), ...page }))) {
        response.setHeader(name, value);
      }
      next();
    };
  return {
    name: 'security-headers',
    config: (_, { command, isPreview }) => (command === 'serve' && !isPreview ? { html: { cspNonce: nonce } } : {}),
    configureServer: (server) => void server.middlewares.use(send({ nonce })),
    configurePreviewServer: ({ middlewares, config }) => {
      middlewares.use(send({}));
      middlewares.use(keepAssets(join(config.root, config.build.outDir)));
    },
  };
}
