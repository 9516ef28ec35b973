import { join } from 'node:path';
import { buildDashboard } from '../scripts/start/dashboard.ts';
import { ensureDeployed, ROOT } from './system/deployment.ts';

/** Before the journeys: the backend is deployed and the dashboard built, each once and only if its sources changed. */
export default async function setup(): Promise<void> {
  await ensureDeployed((line) => console.log(`ampx: ${line}`));
  await buildDashboard(ROOT, join(ROOT, '.restock/dashboard.stamp'));
}
