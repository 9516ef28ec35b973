import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { type Connect, defineConfig, type Plugin } from 'vite';

const OUTPUTS = 'amplify_outputs.json';

/**
 * `ampx` writes the backend's outputs beside package.json and rewrites them on every deploy. The page fetches them when
 * it starts, so that a new backend needs a reload and never a new build. A missing file must be a 404: the single-page
 * fallback would answer with index.html, and the page could not say that nothing is deployed.
 */
function backendOutputs(): Plugin {
  const file = join(import.meta.dirname, OUTPUTS);
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

export default defineConfig({
  plugins: [react(), backendOutputs()],
  server: { host: '127.0.0.1', port: 5173 },
  preview: { host: '127.0.0.1', port: 5173 },
  build: {
    target: 'es2023',
    // The first browsers with light-dark(): its replacement for older ones would follow the system, not our switch.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    chunkSizeWarningLimit: 900,
  },
});
