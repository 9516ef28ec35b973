import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Properties, ResourceContext, ResourceState, Service } from '../../../gateway/service.ts';

type Template = {
  Resources: Record<string, { Type: string; Properties?: Properties }>;
  Outputs?: Record<string, { Value: unknown }>;
};
type Values = Record<string, unknown>;

const PSEUDO: Values = {
  'AWS::Region': 'us-east-1',
  'AWS::AccountId': '000000000000',
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
};

/** Makes a resource of a type that AppSync does not provide: a table, a role, a function. */
export type Provide = (type: string, logicalId: string, properties: () => Properties) => Promise<ResourceState>;

const CONTEXT: ResourceContext = {
  stackId: 'stack',
  stackName: 'stack',
  logicalId: 'resource',
  tags: {},
  generateName: () => 'generated',
};

/** Deploys the AppSync resources of a synthesized app, and of the rest only what they refer to. */
export class SynthesizedApp {
  readonly #folder: string;
  readonly #service: Service;
  readonly #provide: Provide;
  readonly #files: Record<string, string>;
  /** The state of each resource made, by its logical id. */
  readonly states = new Map<string, ResourceState>();

  constructor(folder: string, root: string, service: Service, provide: Provide) {
    this.#folder = folder;
    this.#service = service;
    this.#provide = provide;
    const { files } = this.#read(root.replace('.template.json', '.assets.json')) as unknown as {
      files: Record<string, { source: { path: string } }>;
    };
    this.#files = Object.fromEntries(Object.entries(files).map(([hash, { source }]) => [hash, source.path]));
  }

  async deploy(root: string): Promise<void> {
    await this.#stack(root, {}).all();
  }

  /** The file behind an asset's key, `<hash>.vtl`. */
  asset(key: string): Buffer {
    return readFileSync(join(this.#folder, this.#files[key.split('.')[0] ?? ''] ?? key));
  }

  #read(file: string): Template {
    return JSON.parse(readFileSync(join(this.#folder, file), 'utf8')) as Template;
  }

  #stack(file: string, parameters: Values) {
    const template = this.#read(file);
    const made = new Map<string, Promise<ResourceState>>();
    const nested = new Map<string, ReturnType<SynthesizedApp['output']>>();

    const nestedStack = async (id: string) => {
      const { Parameters = {}, TemplateURL } = template.Resources[id]?.Properties ?? {};
      const url = String(await value(TemplateURL));
      const path = this.#files[/([0-9a-f]{64})\.json$/.exec(url)?.[1] ?? ''] ?? '';
      // Parameters stay unresolved until used: the stacks refer to one another.
      const lazy = Object.fromEntries(
        Object.entries(Parameters as Values).map(([name, parameter]) => [name, () => value(parameter)]),
      );
      return this.#stack(path, lazy);
    };
    const stackOf = (id: string) => {
      const known = nested.get(id) ?? nestedStack(id);
      nested.set(id, known);
      return known;
    };
    const resource = (id: string) => {
      const known = made.get(id) ?? make(id);
      made.set(id, known);
      return known;
    };
    const make = async (id: string): Promise<ResourceState> => {
      const { Type, Properties: raw = {} } = template.Resources[id] ?? { Type: `missing ${id}` };
      const properties = async () => (await value(raw)) as Properties;
      const provider = this.#service.resources?.[Type];
      const state = provider
        ? await provider.create(await properties(), CONTEXT)
        : await this.#provide(Type, id, () => raw);
      this.states.set(id, state);
      return state;
    };
    const reference = async (name: string): Promise<unknown> => {
      if (name in PSEUDO) return PSEUDO[name];
      const parameter = parameters[name];
      if (typeof parameter === 'function') return (parameter as () => unknown)();
      if (!(name in template.Resources)) return '';
      const { ref, physicalId } = await resource(name);
      return ref ?? physicalId;
    };
    const attribute = async (id: string, name: string): Promise<unknown> => {
      if (name.startsWith('Outputs.')) return (await stackOf(id)).output(name.slice('Outputs.'.length));
      return (await resource(id)).attributes[name];
    };
    const value = async (node: unknown): Promise<unknown> => {
      if (Array.isArray(node)) return Promise.all(node.map(value));
      if (typeof node !== 'object' || node === null) return node;
      const [[key, argument] = ['', undefined], ...more] = Object.entries(node);
      if (more.length === 0) {
        if (key === 'Ref') return reference(String(argument));
        if (key === 'Fn::GetAtt') return attribute(...(argument as [string, string]));
        if (key === 'Fn::Join') {
          const [separator, parts] = argument as [string, unknown[]];
          return ((await value(parts)) as unknown[]).join(separator);
        }
        if (key === 'Fn::Select') {
          const [index, list] = (await value(argument)) as [number, unknown[]];
          return list[Number(index)];
        }
        if (key === 'Fn::Split') {
          const [separator, text] = (await value(argument)) as [string, string];
          return text.split(separator);
        }
        if (key === 'Fn::Sub') return substitute(argument);
      }
      const entries = await Promise.all(Object.entries(node).map(async ([name, item]) => [name, await value(item)]));
      return Object.fromEntries(entries as [string, unknown][]);
    };
    const substitute = async (argument: unknown): Promise<string> => {
      const [text, own] = (Array.isArray(argument) ? argument : [argument, {}]) as [string, Values];
      const values = (await value(own)) as Values;
      let result = text;
      for (const [whole, name = ''] of text.matchAll(/\$\{([^}!]+)\}/g)) {
        result = result.replace(whole, String(name in values ? values[name] : await reference(name)));
      }
      return result;
    };
    const all = async (): Promise<void> => {
      for (const [id, { Type }] of Object.entries(template.Resources)) {
        if (Type === 'AWS::CloudFormation::Stack') await (await stackOf(id)).all();
        else if (Type.startsWith('AWS::AppSync::')) await resource(id);
      }
    };
    return { all, output: (name: string) => value(template.Outputs?.[name]?.Value) };
  }

  /** Only names the shape of a stack for the compiler. */
  declare output: (id: string) => Promise<{ all(): Promise<void>; output(name: string): Promise<unknown> }>;
}
