import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CredentialBook } from './gateway/credential-book.ts';
import { createServices } from './services.ts';
import { testHouse } from './testing/house.ts';

const house = testHouse();
const { services } = createServices(house, new CredentialBook(house.store, house.clock), {
  dataFolder: house.folder('data'),
});

const read = (path: string) => readFileSync(join(import.meta.dirname, path), 'utf8');

/** CloudFormation is no service of the house's services folder; S3 has no operations but HTTP. */
const folders: Record<string, string> = {
  cloudformation: 'cloudformation',
  cloudcontrolapi: 'services/cloudcontrol',
  states: 'services/step-functions',
  monitoring: 'services/cloudwatch',
};

describe('what local/README.md and the services say they support', () => {
  for (const service of services) {
    const operations = Object.keys(service.operations);
    const types = Object.keys(service.resources ?? {});
    if (operations.length + types.length === 0) continue;
    it(`names every operation and resource type of ${service.name}`, () => {
      const text = read(`${folders[service.name] ?? `services/${service.name}`}/README.md`);
      expect([...operations, ...types].filter((name) => !text.includes(name))).toEqual([]);
    });
  }

  it('lists every resource type in local/README.md', () => {
    const text = read('README.md');
    const types = services.flatMap(({ resources = {} }) => Object.keys(resources));
    expect(types.filter((type) => !text.includes(type))).toEqual([]);
  });
});
