import type { ResourceProvider } from '../../../gateway/service.ts';
import { type GroupInput, groupStore } from '../group-operations.ts';
import type { Idp } from '../idp.ts';

/** `AWS::Cognito::UserPoolGroup`: Ref is the group's name, which is unique in its pool alone. */
export const userPoolGroupResource = (idp: Idp): ResourceProvider => {
  const groups = groupStore(idp);
  return {
    async create(properties, { generateName }) {
      const input = properties as unknown as GroupInput;
      const { poolId, name } = groups.create({ ...input, GroupName: input.GroupName ?? generateName(128) });
      return { physicalId: `${poolId}|${name}`, ref: name, attributes: {} };
    },
    async update(state, properties, previous) {
      if (properties.GroupName !== previous.GroupName || properties.UserPoolId !== previous.UserPoolId)
        return 'replace';
      groups.update({ ...(properties as unknown as GroupInput), GroupName: String(state.ref) });
      return state;
    },
    async delete({ physicalId }) {
      const [poolId = '', name = ''] = physicalId.split('|');
      if (idp.groups.get(`${poolId}/${name}`)) groups.delete(poolId, name);
    },
  };
};
