import { ensureDeployed } from './deployment.ts';

/** Before the system tests: the backend is deployed, once. */
export default async function setup(): Promise<void> {
  await ensureDeployed();
}
