import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Activity } from '../activity.ts';
import { VirtualClock } from '../clock.ts';
import { CredentialBook } from '../gateway/credential-book.ts';
import { Door } from '../gateway/door.ts';
import type { Authorization, House, Service } from '../gateway/service.ts';
import { Meter } from '../meter.ts';
import { billCall } from '../metering/calls.ts';
import { Usage } from '../metering/usage.ts';
import { Store } from '../store/store.ts';

/** For the test of one service alone: everybody may do everything, and take every role. */
export const openAuthorization: Authorization = {
  require() {},
  allows: () => true,
  takeRole: (roleArn, sessionName, taker) => ({
    kind: 'role',
    roleArn,
    sessionName,
    ...('federated' in taker && { session: taker.session }),
  }),
};

/** A house for the test of one service: store in memory, clock that stands still, and a door to add services to. */
export function testHouse(parts: Partial<Omit<House, 'folder'>> & { folder?: string } = {}): House & {
  clock: VirtualClock;
  add(service: Service): void;
} {
  const { folder = mkdtempSync(join(tmpdir(), 'restock-house-')), ...given } = parts;
  const clock = new VirtualClock();
  const store = given.store ?? new Store(':memory:');
  const usage = new Usage(clock);
  const door = new Door(undefined, undefined, (call, output) => billCall(usage, call, output));
  return {
    account: '000000000000',
    region: 'us-east-1',
    url: 'http://127.0.0.1:4566',
    activity: new Activity(),
    meter: new Meter(clock),
    usage,
    aws: door,
    credentials: new CredentialBook(store, clock),
    authorization: openAuthorization,
    ...given,
    store,
    clock,
    folder(name) {
      const path = join(folder, name);
      mkdirSync(path, { recursive: true });
      return path;
    },
    add: (service) => door.add(service),
  };
}
