import type { House, IssuedCredentials } from '../../gateway/service.ts';
import type { FunctionRecord } from './function-record.ts';

const LIFETIME_SECONDS = 12 * 3600;

/** Temporary credentials of functions' roles, shared by the workers of a function that start close together. */
export class RoleCredentials {
  #house: House;
  #issued = new Map<string, IssuedCredentials>();

  constructor(house: House) {
    this.#house = house;
  }

  /** Valid for at least half of their lifetime, which is longer than a worker lives. */
  environment({ role, name }: FunctionRecord): Record<string, string> {
    const key = `${role} ${name}`;
    let issued = this.#issued.get(key);
    if (!issued || issued.expiration - this.#house.clock.now() < (LIFETIME_SECONDS / 2) * 1000) {
      issued = this.#house.credentials.issue({ kind: 'role', roleArn: role, sessionName: name }, LIFETIME_SECONDS);
      this.#issued.set(key, issued);
    }
    return {
      AWS_ACCESS_KEY_ID: issued.AccessKeyId,
      AWS_SECRET_ACCESS_KEY: issued.SecretAccessKey,
      AWS_SESSION_TOKEN: issued.SessionToken,
    };
  }
}
