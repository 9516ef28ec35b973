import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type Resource = {
  Type: string;
  Properties?: Record<string, unknown>;
  DeletionPolicy?: string;
  DependsOn?: string[];
};
export type Found = { stack: string; id: string; resource: Resource };
export type Backend = { stacks: Map<string, Record<string, Resource>>; outputs: Record<string, unknown> };

/** The backend's own templates, as `npx ampx` would deploy them; synthesized without credentials in a process of its own. */
export const synthesize = (type: 'sandbox' | 'branch', environment: Record<string, string> = {}): Backend => {
  const folder = mkdtempSync(join(tmpdir(), 'restock-synth-'));
  try {
    execFileSync(process.execPath, ['--import', 'tsx', 'amplify/backend.ts'], {
      stdio: 'pipe',
      env: {
        ...process.env,
        ...environment,
        CDK_OUTDIR: folder,
        // What a deploy checks anew, and a third of the time.
        CDK_VALIDATION: 'false',
        CDK_CONTEXT_JSON: JSON.stringify({
          'amplify-backend-namespace': 'restock',
          'amplify-backend-name': 'test',
          'amplify-backend-type': type,
          // The templates say nothing of the code in the bundles, and making them takes most of the time.
          'aws:cdk:bundling-stacks': [],
        }),
      },
    });
    const templates = readdirSync(folder).filter((name) => name.endsWith('.template.json'));
    const stacks = new Map<string, Record<string, Resource>>();
    let outputs: Record<string, unknown> = {};
    for (const name of templates) {
      const template = JSON.parse(readFileSync(join(folder, name), 'utf8'));
      stacks.set(name, template.Resources);
      if (!name.includes('.nested.')) outputs = template.Outputs;
    }
    return { stacks, outputs };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

export const resourcesOf = ({ stacks }: Backend, type: string): Found[] =>
  [...stacks].flatMap(([stack, resources]) =>
    Object.entries(resources)
      .filter(([, resource]) => resource.Type === type)
      .map(([id, resource]) => ({ stack, id, resource })),
  );
