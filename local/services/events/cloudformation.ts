import { AwsError } from '../../gateway/aws-error.ts';
import type { Properties, ResourceContext, ResourceProvider } from '../../gateway/service.ts';
import { checkedPolicy, createBus, putStatement, removeStatement, tagMap } from './bus-operations.ts';
import type { Registry } from './registry.ts';
import type { Bus, Rule, Target } from './rule.ts';
import type { Rules } from './rule-operations.ts';

type Tag = { Key: string; Value: string };
const tagsOf = (properties: Properties, { tags }: ResourceContext) => ({
  ...tags,
  ...tagMap(properties.Tags as Tag[]),
});

const asText = (document: unknown): string | undefined =>
  document === undefined || typeof document === 'string' ? document : JSON.stringify(document);

export function busResource(registry: Registry): ResourceProvider {
  const apply = (bus: Bus, { Policy, Description }: Properties, tags: Record<string, string>) => {
    const policy = asText(Policy);
    bus.policy = policy && checkedPolicy(policy);
    bus.description = Description as string | undefined;
    bus.tags = tags;
    registry.saveBus(bus);
    return { physicalId: bus.name, attributes: { Arn: bus.arn, Name: bus.name, Policy: bus.policy ?? '' } };
  };
  return {
    async create(properties, context) {
      return apply(createBus(registry, { ...properties, Tags: undefined }), properties, tagsOf(properties, context));
    },
    async update({ physicalId }, properties, previous, context) {
      if (properties.Name !== previous.Name || properties.EventSourceName !== previous.EventSourceName)
        return 'replace';
      const bus = registry.bus(physicalId);
      bus.deadLetterArn = (properties.DeadLetterConfig as { Arn?: string } | undefined)?.Arn;
      return apply(bus, properties, tagsOf(properties, context));
    },
    async delete({ physicalId }) {
      if (registry.findBus(physicalId)) registry.deleteBus(physicalId);
    },
  };
}

/** `Ref` is the rule's name; on a bus of its own `<bus>|<rule>`. */
const idOf = ({ bus, name }: Rule) => (bus === 'default' ? name : `${bus}|${name}`);

export function ruleResource(registry: Registry, rules: Rules): ResourceProvider {
  const find = (physicalId: string): Rule | undefined => {
    const [name = '', bus = 'default'] = physicalId.split('|').reverse();
    return registry.findRule(bus, name);
  };
  const put = (Name: string, properties: Properties, context: ResourceContext) => {
    const targets = (properties.Targets ?? []) as Target[];
    const { store } = registry.house;
    // All or nothing: a refused target must not leave a rule without it behind.
    return store.transaction(() => {
      const known = registry.findRule(registry.bus(properties.EventBusName).name, Name);
      const rule = rules.put({ ...properties, Name, Tags: undefined, EventPattern: asText(properties.EventPattern) });
      try {
        rule.tags = tagsOf(properties, context);
        rule.targets = [];
        rules.putTargets(rule, targets);
      } catch (error) {
        if (known) registry.saveRule(known);
        else rules.delete(rule);
        throw error;
      }
      return { physicalId: idOf(rule), attributes: { Arn: rule.arn } };
    });
  };
  return {
    create: async (properties, context) =>
      put((properties.Name as string | undefined) ?? context.generateName(64), properties, context),
    async update({ physicalId }, properties, previous, context) {
      if (properties.Name !== previous.Name || properties.EventBusName !== previous.EventBusName) return 'replace';
      return put(physicalId.slice(physicalId.indexOf('|') + 1), properties, context);
    },
    async delete({ physicalId }) {
      const rule = find(physicalId);
      if (rule) rules.delete(rule);
    },
  };
}

export function busPolicyResource(registry: Registry): ResourceProvider {
  const put = (properties: Properties) => {
    const { EventBusName, StatementId, Statement, Action, Principal, Condition } = properties;
    const bus = registry.bus(EventBusName);
    const given = Statement as Record<string, unknown> | undefined;
    const legacy = {
      Effect: 'Allow',
      Principal: Principal === '*' ? '*' : { AWS: `arn:aws:iam::${Principal}:root` },
      ...{ Action, Resource: bus.arn, Condition },
    };
    if (!given && (!Action || !Principal)) {
      throw new AwsError('ValidationException', 'Either Statement or both Action and Principal must be given.');
    }
    putStatement(registry, bus, { ...(given ?? legacy), Sid: String(StatementId) });
    return { physicalId: `${bus.name}|${StatementId}`, attributes: {} };
  };
  return {
    create: async (properties) => put(properties),
    async update(_state, properties, previous) {
      const moved =
        properties.EventBusName !== previous.EventBusName || properties.StatementId !== previous.StatementId;
      return moved ? 'replace' : put(properties);
    },
    async delete(_state, { EventBusName, StatementId }) {
      const bus = registry.findBus(EventBusName);
      if (bus) removeStatement(registry, bus, String(StatementId));
    },
  };
}
