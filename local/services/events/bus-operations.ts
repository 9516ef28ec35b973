import { parsePolicy } from '../../authorization/policy-document.ts';
import { AwsError, Unsupported } from '../../gateway/aws-error.ts';
import type { Operation } from '../../gateway/service.ts';
import { busNotFound, validation } from './errors.ts';
import type { Registry } from './registry.ts';
import type { Bus } from './rule.ts';

type Tag = { Key: string; Value: string };

export const tagMap = (tags: Tag[] = []): Record<string, string> =>
  Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));

export function createBus(registry: Registry, input: Record<string, unknown>): Bus {
  const { Name, Description, DeadLetterConfig, Tags, EventSourceName, KmsKeyIdentifier, LogConfig } = input;
  if (typeof Name !== 'string' || !/^[\w.-]{1,256}$/.test(Name)) {
    throw validation(`1 validation error detected: Value '${Name}' at 'name' failed to satisfy constraint.`);
  }
  if (EventSourceName !== undefined) throw new Unsupported('partner event sources (EventSourceName)');
  if (KmsKeyIdentifier !== undefined) throw new Unsupported('EventBridge KmsKeyIdentifier');
  if (LogConfig !== undefined) throw new Unsupported('EventBridge LogConfig');
  if (registry.findBus(Name)) throw new AwsError('ResourceAlreadyExistsException', `Event bus ${Name} already exists.`);
  return registry.createBus(Name, {
    description: Description as string | undefined,
    deadLetterArn: (DeadLetterConfig as { Arn?: string } | undefined)?.Arn,
    tags: tagMap(Tags as Tag[]),
  });
}

const shape = (bus: Bus) => ({
  Name: bus.name,
  Arn: bus.arn,
  Description: bus.description,
  Policy: bus.policy,
  CreationTime: bus.createdAt / 1000,
  LastModifiedTime: bus.modifiedAt / 1000,
});

interface Statement {
  Sid?: string;
  [member: string]: unknown;
}
/** What the endpoint could not evaluate it does not keep. */
export function checkedPolicy(text: string): string {
  try {
    parsePolicy(text, 'resource');
    return text;
  } catch (error) {
    throw validation(`The policy is malformed: ${error instanceof Error ? error.message : error}`);
  }
}

const statementsOf = (bus: Bus): Statement[] => (bus.policy === undefined ? [] : JSON.parse(bus.policy).Statement);

export function putStatement(registry: Registry, bus: Bus, statement: Statement): void {
  const others = statementsOf(bus).filter(({ Sid }) => Sid !== statement.Sid);
  bus.policy = checkedPolicy(JSON.stringify({ Version: '2012-10-17', Statement: [...others, statement] }));
  registry.saveBus(bus);
}

export function removeStatement(registry: Registry, bus: Bus, sid: string): boolean {
  const before = statementsOf(bus);
  const left = before.filter(({ Sid }) => Sid !== sid);
  bus.policy = left.length ? JSON.stringify({ Version: '2012-10-17', Statement: left }) : undefined;
  registry.saveBus(bus);
  return left.length < before.length;
}

function statementOf(bus: Bus, { Action, Principal, StatementId, Condition }: Record<string, unknown>): Statement {
  if (!Action || !Principal || !StatementId) throw validation('Action, Principal and StatementId are required.');
  return {
    Sid: String(StatementId),
    Effect: 'Allow',
    Principal: Principal === '*' ? '*' : { AWS: `arn:aws:iam::${Principal}:root` },
    Action,
    Resource: bus.arn,
    ...(Condition !== undefined && { Condition }),
  };
}

/** Pages by position; the token is the position of the next item. */
export function page<T>(items: T[], { Limit, NextToken }: { Limit?: number; NextToken?: string }) {
  const from = Number(NextToken ?? 0);
  const to = from + (Limit ?? 100);
  return { items: items.slice(from, to), next: to < items.length ? String(to) : undefined };
}

export function busOperations(registry: Registry): Record<string, Operation> {
  return {
    CreateEventBus(input) {
      const bus = createBus(registry, input);
      return { EventBusArn: bus.arn, Description: bus.description };
    },
    DescribeEventBus: ({ Name }) => shape(registry.bus(Name)),
    UpdateEventBus(input) {
      const bus = registry.bus(input.Name);
      if (input.KmsKeyIdentifier !== undefined) throw new Unsupported('EventBridge KmsKeyIdentifier');
      if (input.LogConfig !== undefined) throw new Unsupported('EventBridge LogConfig');
      if (input.Description !== undefined) bus.description = input.Description;
      if (input.DeadLetterConfig !== undefined) bus.deadLetterArn = input.DeadLetterConfig.Arn;
      registry.saveBus(bus);
      return { Name: bus.name, Arn: bus.arn, Description: bus.description };
    },
    /** Deleting what is not there succeeds, as on AWS. */
    DeleteEventBus({ Name }) {
      if (Name === 'default') throw validation('Cannot delete event bus default.');
      if (registry.findBus(Name)) registry.deleteBus(Name);
    },
    ListEventBuses({ NamePrefix = '', ...paging }) {
      const { items, next } = page(
        registry.buses().filter(({ name }) => name.startsWith(NamePrefix)),
        paging,
      );
      return { EventBuses: items.map(shape), NextToken: next };
    },
    PutPermission(input) {
      const bus = registry.bus(input.EventBusName);
      if (input.Policy === undefined) {
        putStatement(registry, bus, statementOf(bus, input));
        return;
      }
      bus.policy = checkedPolicy(String(input.Policy));
      registry.saveBus(bus);
    },
    RemovePermission({ EventBusName, StatementId, RemoveAllPermissions }) {
      const bus = registry.bus(EventBusName);
      if (RemoveAllPermissions) {
        bus.policy = undefined;
        registry.saveBus(bus);
      } else if (!removeStatement(registry, bus, StatementId)) {
        throw new AwsError('ResourceNotFoundException', `Statement with the provided id does not exist.`);
      }
    },
    TagResource({ ResourceARN, Tags }) {
      changeTags(registry, ResourceARN, (tags) => Object.assign(tags, tagMap(Tags)));
    },
    UntagResource({ ResourceARN, TagKeys = [] }) {
      changeTags(registry, ResourceARN, (tags) => {
        for (const key of TagKeys) delete tags[key];
      });
    },
    ListTagsForResource({ ResourceARN }) {
      const { tags } = taggedAs(registry, ResourceARN);
      return { Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) };
    },
  };
}

function taggedAs(registry: Registry, arn: string): { tags: Record<string, string>; save: () => void } {
  const bus = registry.buses().find((candidate) => candidate.arn === arn);
  if (bus) return { tags: bus.tags, save: () => registry.saveBus(bus) };
  const rules = registry.buses().flatMap(({ name }) => registry.rules(name));
  const rule = rules.find((candidate) => candidate.arn === arn);
  if (!rule) throw busNotFound(arn);
  return { tags: rule.tags, save: () => registry.saveRule(rule) };
}

function changeTags(registry: Registry, arn: string, change: (tags: Record<string, string>) => void): void {
  const { tags, save } = taggedAs(registry, arn);
  change(tags);
  save();
}
