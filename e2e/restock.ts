import { rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { PreviewServer } from 'vite';
import { freePort } from '../local/free-port.ts';
import { serveDashboard } from '../scripts/start/dashboard.ts';
import { catalogueOf, type NewProduct, ordersTo, type Product, settingsOf } from './catalogue.ts';
import { EndpointProcess } from './endpoint-process.ts';
import { copyDeployment, type Outputs, outputsFor, ROOT } from './system/deployment.ts';

/** Restock whole: an endpoint process over data of its own with the backend deployed, and the built dashboard. */
export class Restock {
  readonly endpoint: EndpointProcess;
  readonly outputs: Outputs;
  readonly dashboardUrl: string;
  /** Whether what is approved is received at once, and up to how many cents one person approves. */
  readonly settings: (receiveOnApproval: boolean, limit?: number) => Promise<void>;
  readonly order: ReturnType<typeof ordersTo>;
  readonly addProduct: (product: NewProduct) => Promise<Product>;
  /** What only this one has: its data, and the outputs of its backend. */
  readonly folder: string;
  #dashboard: PreviewServer;

  private constructor(endpoint: EndpointProcess, dashboard: PreviewServer, dashboardUrl: string, folder: string) {
    this.endpoint = endpoint;
    this.outputs = outputsFor(endpoint.url);
    this.dashboardUrl = dashboardUrl;
    this.settings = settingsOf(endpoint.url, this.outputs);
    this.order = ordersTo(endpoint.url, this.outputs);
    this.addProduct = catalogueOf(endpoint.url, this.outputs);
    this.#dashboard = dashboard;
    this.folder = folder;
  }

  static async start(): Promise<Restock> {
    const { folder } = copyDeployment();
    const endpoint = new EndpointProcess(await freePort(), folder);
    await endpoint.start();
    const port = await freePort();
    const outputsFile = join(dirname(folder), 'amplify_outputs.json');
    writeFileSync(outputsFile, JSON.stringify(outputsFor(endpoint.url)));
    const dashboard = await serveDashboard(ROOT, port, outputsFile);
    return new Restock(endpoint, dashboard, `http://127.0.0.1:${port}`, dirname(folder));
  }

  async stop(): Promise<void> {
    await this.#dashboard.close();
    await this.endpoint.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
