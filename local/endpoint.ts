import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Activity } from './activity.ts';
import { Authorizer } from './authorization/authorizer.ts';
import { usedAccess } from './authorization/used-access.ts';
import { type Clock, systemClock } from './clock.ts';
import { CredentialBook } from './gateway/credential-book.ts';
import { Door, type Intercept } from './gateway/door.ts';
import { Gateway, type ReceivedRequest } from './gateway/server.ts';
import type { House, HttpResponse } from './gateway/service.ts';
import { Meter } from './meter.ts';
import { billCall } from './metering/calls.ts';
import { Usage } from './metering/usage.ts';
import type { MakeFunctionRunner } from './services/lambda/function-runner.ts';
import { createServices } from './services.ts';
import { holdFolder } from './store/folder-lock.ts';
import { Store } from './store/store.ts';
import type { Polling } from './wiring/polling.ts';

export interface EndpointOptions {
  /** 0 takes any free port. */
  port: number;
  /** The folder that holds everything the endpoint remembers. */
  dataFolder: string;
  clock?: Clock;
  region?: string;
  /** Another DynamoDB engine than the one that comes with the project. */
  dynamoDbEndpoint?: string | undefined;
  /** Sees every call between services and from outside, for those who count or disturb them. */
  intercept?: Intercept;
  /** A folder for what policies were used for; see `authorization/used-access.ts`. RESTOCK_ACCESS_LOG names it too, '' none. */
  accessLog?: string | undefined;
  /** How queues and streams are polled for functions; at once, and as much as their mappings allow, where it is not said. */
  polling?: Polling;
  /** Runs functions in another way than on worker threads. */
  functionRunner?: MakeFunctionRunner;
}

export interface Endpoint {
  url: string;
  house: House;
  /** Answers a request as if it had come over HTTP, its signature verified, without a socket between. */
  receive(request: ReceivedRequest): Promise<HttpResponse>;
  /** Resolves when nothing is left to do that needs neither input nor time. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

export const ACCOUNT = '000000000000';

/** Starts a small AWS on a loopback port. Several may run side by side, each with a port and a data folder of its own. */
export async function startEndpoint(options: EndpointOptions): Promise<Endpoint> {
  const { clock = systemClock, region = 'us-east-1', dataFolder } = options;
  const letGo = holdFolder(dataFolder);
  const store = new Store(join(dataFolder, 'endpoint.db'));
  const activity = new Activity();
  const credentials = new CredentialBook(store, clock);
  const { accessLog = process.env.RESTOCK_ACCESS_LOG } = options;
  const onGrant = accessLog ? usedAccess(accessLog) : undefined;
  const authorizer = new Authorizer({ account: ACCOUNT, region, clock, onGrant });
  const usage = new Usage(clock);
  const door = new Door(authorizer.authorize, options.intercept, (call, output) => billCall(usage, call, output));
  const gateway = new Gateway(door, credentials);
  const close = () => {
    store.close();
    letGo();
  };
  const port = await gateway.listen(options.port).catch((error: unknown) => {
    close();
    throw error;
  });
  const house: House = {
    account: ACCOUNT,
    region,
    url: `http://127.0.0.1:${port}`,
    folder(name) {
      const folder = join(dataFolder, name);
      mkdirSync(folder, { recursive: true });
      return folder;
    },
    clock,
    store,
    activity,
    meter: new Meter(clock),
    usage,
    aws: door,
    credentials,
    authorization: authorizer,
  };
  followAddress(store, house.url);
  const { services, wires, policiesOf } = createServices(house, credentials, options);
  authorizer.join(services, policiesOf);
  for (const service of services) {
    door.add(service);
    gateway.add(service);
  }
  const started: (() => unknown)[] = [];
  const stop = async () => {
    await gateway.close();
    for (const end of started.reverse()) await end();
    close();
  };
  try {
    for (const service of services) {
      started.push(() => service.stop?.());
      await service.start?.();
    }
    for (const wire of wires) {
      started.push(() => wire.stop());
      wire.start();
    }
  } catch (error) {
    await stop();
    throw error;
  }
  gateway.open();
  return {
    url: house.url,
    house,
    receive: (request) => gateway.receive(request, new AbortController().signal),
    idle: () => activity.idle(),
    stop,
  };
}

/**
 * Queue URLs, GraphQL URLs and function environments hold the endpoint's address. On AWS these never change; here the
 * port may, between two starts over the same data: then every document that names the old address follows.
 */
function followAddress(store: Store, url: string): void {
  const address = store.collection<string>('endpoint.address');
  const previous = address.get('url');
  if (previous !== undefined && previous !== url) store.replaceText(previous, url);
  address.put('url', url);
}
