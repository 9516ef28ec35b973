import { join } from 'node:path';
import { buildDashboard } from '../scripts/start/dashboard.ts';
import { ensureDeployed, ROOT } from './system/deployment.ts';

/** Builds the dashboard once, and again when its sources change; answers whether it did. */
export const ensureDashboard = (): Promise<boolean> => buildDashboard(ROOT, join(ROOT, '.restock/dashboard.stamp'));

/** What every Restock begins with: the backend deployed and the dashboard built, each only if its sources changed. */
export async function prepare(): Promise<void> {
  await ensureDeployed();
  await ensureDashboard();
}
