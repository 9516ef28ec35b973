import type { House, IssuedCredentials, RolePrincipal } from '../../gateway/service.ts';
import type { FunctionRecord } from './function-record.ts';

const LIFETIME_SECONDS = 12 * 3600;

/** The role of a function, as Lambda takes it. Throws AccessDenied where the role does not trust Lambda. */
export const functionRole = (
  house: House,
  { role, name, arn }: { role: string; name: string; arn: string },
): RolePrincipal =>
  house.authorization.takeRole(role, name, { kind: 'service', service: 'lambda.amazonaws.com', sourceArn: arn });

/** Temporary credentials of functions' roles, shared by the workers of a function that start close together. */
export class RoleCredentials {
  #house: House;
  #issued = new Map<string, IssuedCredentials>();

  constructor(house: House) {
    this.#house = house;
  }

  /** Valid for at least half of their lifetime, which is longer than a worker lives. */
  environment(record: FunctionRecord): Record<string, string> {
    const { role, name } = record;
    const key = `${role} ${name}`;
    let issued = this.#issued.get(key);
    if (!issued || issued.expiration - this.#house.clock.now() < (LIFETIME_SECONDS / 2) * 1000) {
      issued = this.#house.credentials.issue(functionRole(this.#house, record), LIFETIME_SECONDS);
      this.#issued.set(key, issued);
    }
    return {
      AWS_ACCESS_KEY_ID: issued.AccessKeyId,
      AWS_SECRET_ACCESS_KEY: issued.SecretAccessKey,
      AWS_SESSION_TOKEN: issued.SessionToken,
    };
  }
}
