import './app/global.css';
import './app/mantine.css';
import { Amplify } from 'aws-amplify';
import { parseAmplifyConfig } from 'aws-amplify/utils';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { NoBackendPage } from './app/no-backend-page.tsx';
import { Providers } from './app/providers.tsx';
import { router } from './app/router.tsx';
import { withLocalEndpoint } from './lib/local-endpoint.ts';
import { type BackendOutputs, loadOutputs } from './lib/outputs.ts';

function configure(outputs: BackendOutputs | undefined): boolean {
  if (!outputs) return false;
  Amplify.configure(withLocalEndpoint(parseAmplifyConfig(outputs)));
  return true;
}

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element with the id "root".');

// The page's own code comes meanwhile.
void router.load();
const deployed = configure(await loadOutputs());

createRoot(root).render(
  <StrictMode>
    <Providers>{deployed ? <App /> : <NoBackendPage />}</Providers>
  </StrictMode>,
);
