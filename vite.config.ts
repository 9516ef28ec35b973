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

/** Components that bring a library along which not every page runs: they stay with what needs them. */
const HEAVY = 'data-table|detail-drawer|command-palette|chart-style';

/**
 * What several pages share comes in two files instead of some forty, each of which would be asked for by itself: the libraries of a
 * dozen pages and drawers (with those of eleven the Overview would fetch 14 kB that it never runs), and of our own code all that two
 * share, which is little more than one page needs. Charts stay apart: they load after the page.
 */
const SHARED = [
  { name: 'libraries', test: /node_modules.(?!.*(recharts|d3-|victory|immer|redux|reselect))/, minShareCount: 12 },
  {
    name: 'shared',
    test: new RegExp(
      String.raw`[/\\](src[/\\]lib|amplify[/\\]domain|src[/\\]components[/\\](?!${HEAVY})|` +
        String.raw`src[/\\]features[/\\][a-z-]+[/\\](queries|mutations|use-[a-z-]+)\.ts)`,
    ),
    minShareCount: 2,
  },
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
