import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Activity } from '../activity.ts';
import type { Access, AccessMap } from '../authorization/access.ts';
import type { Clock } from '../clock.ts';
import type { Meter } from '../meter.ts';
import type { Usage } from '../metering/usage.ts';
import type { Store } from '../store/store.ts';

export interface RolePrincipal {
  kind: 'role';
  roleArn: string;
  sessionName: string;
  /** Condition keys that the session brings along, in lower case: `cognito-identity.amazonaws.com:sub`. */
  session?: Readonly<Record<string, readonly string[]>>;
}

export interface ServicePrincipal {
  kind: 'service';
  /** `events.amazonaws.com` */
  service: string;
  /** The resource on whose behalf it acts: a rule, a topic, a function. */
  sourceArn?: string;
}

/** Who makes a call. */
export type Principal = { kind: 'account' } | RolePrincipal | ServicePrincipal | { kind: 'anonymous' };

/** Somebody whom an identity provider vouches for. */
export interface Federated {
  /** `cognito-identity.amazonaws.com` */
  federated: string;
  /** What the provider says of them, as condition keys in lower case. */
  session: Readonly<Record<string, readonly string[]>>;
}

/** Who may do what. The door asks for every call; what passes no door (S3's HTTP, fields of an API) asks for itself. */
export interface Authorization {
  /** Throws the refusal that `service` would answer where one of the accesses is not allowed. */
  require(principal: Principal, service: string, accesses: readonly Access[]): void;
  allows(principal: Principal, access: Access): boolean;
  /** The role to act as, if its trust policy lets the taker: a service, a caller of sts, an identity. Throws AccessDenied. */
  takeRole(
    roleArn: string,
    sessionName: string,
    taker: Exclude<Principal, { kind: 'anonymous' }> | Federated,
  ): RolePrincipal;
}

/** One API call, the same whether it came over HTTP or from another service of the endpoint. */
export interface Call {
  /** The SigV4 signing name: `dynamodb`, `states`, `events`, `sqs`, `lambda`, `sns`, … */
  service: string;
  /** As AWS names it: `PutItem`, `StartSyncExecution`, … */
  operation: string;
  /** The input as the AWS SDK for JavaScript shapes it (binary as base64 text for the JSON protocols). */
  input: Record<string, unknown>;
  principal: Principal;
  /** Cancels a long poll when its client goes away. */
  signal?: AbortSignal;
  /** Where AWS bills it in another way than a client's call: not at all, or every entry of a batch by itself. */
  billed?: 'not' | 'by-entry';
}

/** The one door between services: wiring, integrations and CloudFormation reach every service through it. */
export interface Aws {
  call<Output = Record<string, unknown>>(call: Call): Promise<Output>;
}

// biome-ignore lint/suspicious/noExplicitAny: each operation states the shape of its own input.
export type Operation = (input: any, call: Call) => unknown;

export interface RestRoute {
  method: string;
  /** Path template as in the AWS API reference: `/2015-03-31/functions/{FunctionName}/code`; `{Name+}` takes slashes. */
  path: string;
  operation: string;
  /** Success status, where the API reference says other than 200. */
  status?: number;
  /** Where the body is a payload of its own and no JSON object of members: the member that takes it as a Buffer. */
  payload?: string;
  /** Request headers that are members, by lower-case header name: `{ 'x-amz-invocation-type': 'InvocationType' }`. */
  headers?: Record<string, string>;
  /** Writes the HTTP answer itself, where the output is no JSON object of members (Lambda Invoke). */
  respond?: (output: never) => HttpResponse;
}

export interface HttpRequest {
  method: string;
  url: URL;
  headers: IncomingHttpHeaders;
  body: Buffer;
  principal: Principal;
  signal: AbortSignal;
}

export interface HttpResponse {
  status: number;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
}

export type Protocol =
  // X-Amz-Target prefixes: 'AWSStepFunctions'; `query`: the namespace of the query protocol, which older clients speak.
  | { kind: 'json'; targets: readonly string[]; query?: string }
  | { kind: 'query'; namespace: string } // form-encoded in, XML out
  | { kind: 'rest-json'; routes: readonly RestRoute[] }
  | { kind: 'http'; handle(request: HttpRequest): Promise<HttpResponse> }; // S3: HTTP alone, no operations

export interface Service {
  readonly name: string;
  readonly protocol: Protocol;
  /** By AWS operation name. Anything else is refused by name. */
  readonly operations: Readonly<Record<string, Operation>>;
  /** What each operation needs to be allowed; an operation that is missing here is refused to all but the account. */
  readonly access?: AccessMap;
  /** The policy (JSON) that hangs on the resource of this ARN; undefined where there is none. */
  readonly resourcePolicy?: (arn: string) => string | undefined;
  /** HTTP that is no AWS API call: AppSync's GraphQL URL, a pool's JWKS. Keyed by path prefix, `/appsync/`. */
  readonly paths?: Readonly<Record<string, (request: HttpRequest) => Promise<HttpResponse>>>;
  /** WebSocket upgrades below a path prefix. */
  readonly upgrades?: Readonly<Record<string, (request: IncomingMessage, socket: Duplex, head: Buffer) => void>>;
  /** CloudFormation resource types that this service provides. */
  readonly resources?: Readonly<Record<string, ResourceProvider>>;
  /** Takes up again what the store holds from before a restart. All services exist, none has been called. */
  start?(): Promise<void>;
  /** Ends timers and connections; nothing that was acknowledged may be lost. */
  stop?(): Promise<void>;
}

/** What a service's factory gets: `export const createSqs = (house: House): Service => …`. */
export interface House {
  readonly account: string;
  readonly region: string;
  /** `http://127.0.0.1:4566`, without a slash at the end. */
  readonly url: string;
  /** A folder of the service's own files, below the data folder. */
  folder(name: string): string;
  readonly clock: Clock;
  readonly store: Store;
  readonly activity: Activity;
  /** What the services count for CloudWatch. */
  readonly meter: Meter;
  /** What AWS would bill. */
  readonly usage: Usage;
  readonly aws: Aws;
  readonly credentials: Credentials;
  readonly authorization: Authorization;
}

export interface IssuedCredentials {
  AccessKeyId: string;
  SecretAccessKey: string;
  SessionToken: string;
  /** Milliseconds since the epoch. */
  expiration: number;
}

/** Issues temporary credentials whose signatures the gateway verifies. */
export interface Credentials {
  issue(principal: Principal, lifetimeSeconds: number): IssuedCredentials;
}

/**
 * How CloudFormation handles one resource type. Properties arrive resolved, in the casing of the template, and already
 * checked against the AWS resource specification (unknown, missing and mistyped ones were refused).
 */
export interface ResourceProvider {
  create(properties: Properties, context: ResourceContext): Promise<ResourceState>;
  /**
   * In place when the type can; absent, or answering 'replace', makes a new resource and deletes the old one afterwards.
   */
  update?(
    state: ResourceState,
    properties: Properties,
    previous: Properties,
    context: ResourceContext,
  ): Promise<ResourceState | 'replace'>;
  delete(state: ResourceState, properties: Properties, context: ResourceContext): Promise<void>;
}

export type Properties = Record<string, unknown>;

export interface ResourceState {
  physicalId: string;
  /** What `Ref` answers, where it is not the physical id. */
  ref?: string;
  /** What `Fn::GetAtt` answers. */
  attributes: Record<string, unknown>;
}

export interface ResourceContext {
  stackId: string;
  stackName: string;
  logicalId: string;
  /** Physical id of the resource before an update; undefined on create. */
  tags: Record<string, string>;
  /** `<stack>-<logical id>-<random>`, cut to length, as CloudFormation names what has no name. */
  generateName(maxLength?: number): string;
}
