import type { House, ResourceProvider } from '../gateway/service.ts';
import { type CustomResources, customResourceProvider } from './custom-resource.ts';
import type { StackRecord } from './records.ts';
import { isCustom } from './scope.ts';
import type { Specification } from './specification.ts';
import { STACK_TYPE, type StackBook } from './stack-book.ts';
import { storedResources } from './stored-resources.ts';

/** What CloudFormation needs of the services around it. */
export interface CloudFormationDeps {
  /** The provider of a resource type, or undefined when no service has it. */
  providerFor(type: string): ResourceProvider | undefined;
  /** Reads a template from S3; throws when there is none. */
  readObject(bucket: string, key: string): Promise<Uint8Array>;
}

/** What the parts of CloudFormation share. */
export interface Engine {
  readonly house: House;
  readonly deps: CloudFormationDeps;
  readonly book: StackBook;
  readonly specification: Specification;
  readonly customResources: CustomResources;
  /** A nested stack is deployed by what deploys its parent, which this file cannot import without a circle. */
  nestedStacks(parent: StackRecord, announce: Announce): ResourceProvider;
}

/** Tells the physical id of a resource whose creation goes on. */
export type Announce = (physicalId: string) => void;

/** A custom type's own provider comes before its Lambda: some of the CDK's Lambdas are Python. */
export function providerOf(
  engine: Engine,
  stack: StackRecord,
  type: string,
  announce: Announce,
): ResourceProvider | undefined {
  if (type === STACK_TYPE) return engine.nestedStacks(stack, announce);
  const own = Object.hasOwn(storedResources, type) ? storedResources[type] : engine.deps.providerFor(type);
  if (own) return own;
  return isCustom(type) ? customResourceProvider(engine.customResources, type) : undefined;
}

/** `http://<endpoint>/<bucket>/<key>` and both styles of S3 URL. */
export async function readTemplate(engine: Engine, url: string): Promise<string> {
  const { hostname, pathname } = new URL(url);
  const path = decodeURIComponent(pathname.slice(1));
  const virtualHost = /^(.+)\.s3[.-].*amazonaws\.com$/.exec(hostname)?.[1];
  const slash = path.indexOf('/');
  const [bucket, key] = virtualHost ? [virtualHost, path] : [path.slice(0, slash), path.slice(slash + 1)];
  return Buffer.from(await engine.deps.readObject(bucket, key)).toString('utf8');
}
