import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { type Connect, defineConfig, type Plugin, type UserConfig } from 'vite';
import { serveHeaders } from './scripts/headers/serve-headers.ts';

const OUTPUTS = 'amplify_outputs.json';

/**
 * `ampx` writes the backend's outputs beside package.json and rewrites them on every deploy. The page fetches them when
 * it starts, so that a new backend needs a reload and never a new build. A missing file must be a 404: the single-page
 * fallback would answer with index.html, and the page could not say that nothing is deployed.
 */
function backendOutputs(file: string): Plugin {
  const serve: Connect.NextHandleFunction = (request, response, next) => {
    if (request.url?.split('?')[0] !== `/${OUTPUTS}`) return next();
    response.setHeader('cache-control', 'no-store');
    if (!existsSync(file)) {
      response.statusCode = 404;
      return response.end();
    }
    response.setHeader('content-type', 'application/json');
    return response.end(readFileSync(file));
  };
  return {
    name: 'backend-outputs',
    configureServer: (server) => void server.middlewares.use(serve),
    configurePreviewServer: (server) => void server.middlewares.use(serve),
    generateBundle() {
      if (existsSync(file)) this.emitFile({ type: 'asset', fileName: OUTPUTS, source: readFileSync(file) });
    },
  };
}

/**
 * What a dozen pages and drawers share comes in two files instead of some twenty, each of which would be asked for by itself. With
 * eleven for a dozen, the Overview would fetch 14 kB that only other pages run. Charts stay apart: they load after the page.
 */
const SHARED = [
  { name: 'libraries', test: /node_modules.(?!.*(recharts|d3-|victory|immer|redux|reselect))/, minShareCount: 12 },
  { name: 'common', test: /src.(lib|components)|amplify.domain/, minShareCount: 12 },
];

/** The dashboard of the backend whose outputs `outputsFile` holds; it need not exist yet. */
export const dashboard = (outputsFile: string): UserConfig => ({
  plugins: [react(), serveHeaders(outputsFile), backendOutputs(outputsFile)],
  server: { host: '127.0.0.1', port: 5173 },
  preview: { host: '127.0.0.1', port: 5173 },
  build: {
    target: 'es2023',
    // The first browsers with light-dark(): its replacement for older ones would follow the system, not our switch.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    chunkSizeWarningLimit: 900,
    // A small file as a data: URL would need a source of the policy's own.
    assetsInlineLimit: 0,
    rolldownOptions: { output: { codeSplitting: { groups: SHARED } } },
  },
});

export default defineConfig(dashboard(join(import.meta.dirname, OUTPUTS)));
