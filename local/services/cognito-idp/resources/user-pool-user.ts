import { Unsupported } from '../../../gateway/aws-error.ts';
import type { ResourceProvider } from '../../../gateway/service.ts';
import { createUser } from '../admin-operations.ts';
import type { Attribute } from '../attributes.ts';
import { groupStore } from '../group-operations.ts';
import type { Idp } from '../idp.ts';
import { needPool } from '../pools.ts';
import { endSessions } from '../sessions.ts';
import { findUser, needUser, removeUser, saveUser } from '../users.ts';

const USER_PROPERTIES = new Set([
  'UserPoolId',
  'Username',
  'UserAttributes',
  'MessageAction',
  'DesiredDeliveryMediums',
]);

/** `AWS::Cognito::UserPoolUser`: invited as by AdminCreateUser; every change makes another user, as on AWS. */
export const userPoolUserResource = (idp: Idp): ResourceProvider => ({
  async create(properties, { generateName }) {
    for (const name of Object.keys(properties))
      if (!USER_PROPERTIES.has(name)) throw new Unsupported(`the property ${name} of AWS::Cognito::UserPoolUser`);
    const UserPoolId = String(properties.UserPoolId);
    const { User } = await createUser(idp, {
      UserPoolId,
      Username: typeof properties.Username === 'string' ? properties.Username : generateName(128),
      UserAttributes: properties.UserAttributes as Attribute[] | undefined,
      MessageAction: properties.MessageAction as 'SUPPRESS' | undefined,
      DesiredDeliveryMediums: properties.DesiredDeliveryMediums as string[] | undefined,
    });
    return { physicalId: `${UserPoolId}|${User.Username}`, ref: User.Username, attributes: {} };
  },
  async delete({ physicalId }) {
    const [poolId = '', username] = physicalId.split('|');
    const pool = idp.pools.get(poolId);
    const user = pool && findUser(idp, pool, username);
    if (!pool || !user) return;
    endSessions(idp, user);
    removeUser(idp, pool, user);
  },
});

/** `AWS::Cognito::UserPoolUserToGroupAttachment`. */
export const userToGroupResource = (idp: Idp): ResourceProvider => ({
  async create({ UserPoolId, Username, GroupName }) {
    const user = needUser(idp, needPool(idp, UserPoolId), Username);
    const { name } = groupStore(idp).need(UserPoolId, GroupName);
    saveUser(idp, { ...user, groups: [...user.groups.filter((group) => group !== name), name] });
    return { physicalId: `${UserPoolId}|${user.username}|${name}`, attributes: {} };
  },
  async delete({ physicalId }) {
    const [poolId = '', username, name] = physicalId.split('|');
    const pool = idp.pools.get(poolId);
    const user = pool && findUser(idp, pool, username);
    if (user) saveUser(idp, { ...user, groups: user.groups.filter((group) => group !== name) });
  },
});
