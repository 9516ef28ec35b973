import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { Collection, Store } from '../store/store.ts';
import { AwsError } from './aws-error.ts';
import type { Credentials, IssuedCredentials, Principal } from './service.ts';

/** What a developer's SDK, CLI or CDK app is configured with. It stands for the account itself. */
export const DUMMY_CREDENTIALS = { accessKeyId: 'test', secretAccessKey: 'test' } as const;

interface Entry {
  secretAccessKey: string;
  sessionToken: string;
  expiration: number;
  principal: Principal;
}

/** Every access key that the endpoint knows. An unknown key is refused, as AWS refuses it. */
export class CredentialBook implements Credentials {
  #clock: Clock;
  #entries: Collection<Entry>;
  #known = new Map<string, Entry>();

  constructor(store: Store, clock: Clock) {
    this.#clock = clock;
    this.#entries = store.collection<Entry>('gateway.credentials');
    for (const [accessKeyId, entry] of this.#entries.entries()) {
      if (entry.expiration > clock.now()) this.#known.set(accessKeyId, entry);
      else this.#entries.delete(accessKeyId);
    }
  }

  issue(principal: Principal, lifetimeSeconds: number): IssuedCredentials {
    const accessKeyId = `ASIA${randomBytes(8).toString('hex').toUpperCase()}`;
    const entry: Entry = {
      secretAccessKey: randomBytes(30).toString('base64'),
      sessionToken: randomBytes(48).toString('base64url'),
      expiration: this.#clock.now() + lifetimeSeconds * 1000,
      principal,
    };
    this.#entries.put(accessKeyId, entry);
    this.#known.set(accessKeyId, entry);
    return {
      AccessKeyId: accessKeyId,
      SecretAccessKey: entry.secretAccessKey,
      SessionToken: entry.sessionToken,
      expiration: entry.expiration,
    };
  }

  /** Throws the error AWS answers for a key it does not know, a session that ended, or a foreign session token. */
  lookUp(accessKeyId: string, sessionToken: string | undefined): { secretAccessKey: string; principal: Principal } {
    if (accessKeyId === DUMMY_CREDENTIALS.accessKeyId) {
      return { secretAccessKey: DUMMY_CREDENTIALS.secretAccessKey, principal: { kind: 'account' } };
    }
    const entry = this.#known.get(accessKeyId);
    if (!entry || entry.sessionToken !== sessionToken) {
      throw new AwsError(
        'UnrecognizedClientException',
        'The security token included in the request is invalid. The local endpoint takes the access key "test" with the secret "test", and the keys it issued itself.',
        { status: 403 },
      );
    }
    if (entry.expiration <= this.#clock.now()) {
      this.#known.delete(accessKeyId);
      this.#entries.delete(accessKeyId);
      throw new AwsError('ExpiredTokenException', 'The security token included in the request is expired', {
        status: 403,
      });
    }
    return entry;
  }
}
