import { AwsError } from '../../gateway/aws-error.ts';
import type { Operation } from '../../gateway/service.ts';
import { invalidParameter, resourceNotFound } from './errors.ts';
import { type Idp, seconds } from './idp.ts';
import { page } from './page.ts';
import { needPool, requireText } from './pools.ts';
import type { Group } from './records.ts';
import { groupsOf } from './tokens.ts';
import { needUser, saveUser, shownUser, usersOf } from './users.ts';

export interface GroupInput {
  UserPoolId: string;
  GroupName: string;
  Description?: string;
  Precedence?: number;
  RoleArn?: string;
}

export const shownGroup = (group: Group) => ({
  GroupName: group.name,
  UserPoolId: group.poolId,
  Description: group.description,
  RoleArn: group.roleArn,
  Precedence: group.precedence,
  CreationDate: seconds(group.created),
  LastModifiedDate: seconds(group.modified),
});

export const groupStore = (idp: Idp) => {
  const find = (poolId: string, name: string) => idp.groups.get(`${poolId}/${name}`);
  const need = (poolId: unknown, name: unknown): Group => {
    const group = find(needPool(idp, poolId).id, requireText('GroupName', name));
    if (!group) throw resourceNotFound('Group not found.');
    return group;
  };
  const put = (input: GroupInput, created: number): Group => {
    if (input.Precedence !== undefined && (!Number.isInteger(Number(input.Precedence)) || Number(input.Precedence) < 0))
      throw invalidParameter('Precedence must be a whole number that is not negative.');
    const group: Group = {
      poolId: input.UserPoolId,
      name: input.GroupName,
      description: input.Description,
      roleArn: input.RoleArn,
      precedence: input.Precedence === undefined ? undefined : Number(input.Precedence),
      created,
      modified: idp.house.clock.now(),
    };
    idp.groups.put(`${group.poolId}/${group.name}`, group);
    return group;
  };
  return {
    need,
    of: (poolId: string) => idp.groups.entries(`${poolId}/`).map(([, group]) => group),
    create(input: GroupInput): Group {
      needPool(idp, input.UserPoolId);
      if (!/^[^\s/]{1,128}$/u.test(requireText('GroupName', input.GroupName)))
        throw invalidParameter(`Invalid group name ${input.GroupName}.`);
      if (find(input.UserPoolId, input.GroupName))
        throw new AwsError('GroupExistsException', 'A group with the name already exists.');
      return put(input, idp.house.clock.now());
    },
    update: (input: GroupInput): Group => put(input, need(input.UserPoolId, input.GroupName).created),
    delete(poolId: string, name: string): void {
      need(poolId, name);
      idp.house.store.transaction(() => {
        idp.groups.delete(`${poolId}/${name}`);
        for (const user of usersOf(idp, poolId))
          if (user.groups.includes(name))
            saveUser(idp, { ...user, groups: user.groups.filter((group) => group !== name) });
      });
    },
  };
};

interface Member {
  UserPoolId: string;
  Username: string;
  GroupName: string;
}

export const groupOperations = (idp: Idp): Record<string, Operation> => {
  const groups = groupStore(idp);
  const member = ({ UserPoolId, Username }: Omit<Member, 'GroupName'>) =>
    needUser(idp, needPool(idp, UserPoolId), Username);
  return {
    CreateGroup: (input: GroupInput) => ({ Group: shownGroup(groups.create(input)) }),
    GetGroup: (input: GroupInput) => ({ Group: shownGroup(groups.need(input.UserPoolId, input.GroupName)) }),
    UpdateGroup(input: GroupInput) {
      const { description, roleArn, precedence } = groups.need(input.UserPoolId, input.GroupName);
      const kept = { Description: description, RoleArn: roleArn, Precedence: precedence };
      return { Group: shownGroup(groups.update({ ...kept, ...input })) };
    },
    DeleteGroup({ UserPoolId, GroupName }: GroupInput) {
      groups.delete(UserPoolId, GroupName);
      return {};
    },
    ListGroups(input) {
      const { items, next } = page(groups.of(needPool(idp, input.UserPoolId).id), input.Limit, input.NextToken);
      return { Groups: items.map(shownGroup), ...(next && { NextToken: next }) };
    },
    AdminAddUserToGroup(input: Member) {
      const user = member(input);
      const { name } = groups.need(input.UserPoolId, input.GroupName);
      if (!user.groups.includes(name)) saveUser(idp, { ...user, groups: [...user.groups, name] });
      return {};
    },
    AdminRemoveUserFromGroup(input: Member) {
      const user = member(input);
      const { name } = groups.need(input.UserPoolId, input.GroupName);
      if (user.groups.includes(name)) saveUser(idp, { ...user, groups: user.groups.filter((group) => group !== name) });
      return {};
    },
    AdminListGroupsForUser(input) {
      const { items, next } = page(groupsOf(idp, member(input)), input.Limit, input.NextToken);
      return { Groups: items.map(shownGroup), ...(next && { NextToken: next }) };
    },
    ListUsersInGroup(input) {
      const { name } = groups.need(input.UserPoolId, input.GroupName);
      const users = usersOf(idp, input.UserPoolId).filter((user) => user.groups.includes(name));
      const { items, next } = page(users, input.Limit, input.NextToken);
      return { Users: items.map((user) => shownUser(user)), ...(next && { NextToken: next }) };
    },
  };
};
