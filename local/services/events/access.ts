import { type Access, type AccessMap, actionsOn, actionsOnAll, passRole } from '../../authorization/access.ts';
import type { Call } from '../../gateway/service.ts';
import type { Registry } from './registry.ts';

interface Entry {
  EventBusName?: string;
  Source?: string;
  DetailType?: string;
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridge.html */
export const eventsAccess = (registry: Registry): AccessMap => {
  const nameOf = (nameOrArn: unknown = 'default') => String(nameOrArn).replace(/^arn:.*:event-bus\//, '');
  const bus = ({ Name }: { Name?: string }) => registry.busArn(nameOf(Name));
  const rule = ({ Rule, Name = Rule, EventBusName }: { Rule?: string; Name?: string; EventBusName?: string }) =>
    registry.ruleArn(nameOf(EventBusName), String(Name));
  const onRule = (operation: string, input: object): Access => ({
    action: `events:${operation}`,
    resource: rule(input),
    context: { 'events:creatoraccount': registry.house.account },
  });
  return {
    ...actionsOn('events', bus, ['CreateEventBus', 'DescribeEventBus', 'UpdateEventBus', 'DeleteEventBus']),
    ...Object.fromEntries(
      ['DescribeRule', 'EnableRule', 'DisableRule', 'DeleteRule', 'RemoveTargets', 'ListTargetsByRule'].map(
        (operation) => [operation, (input: object) => [onRule(operation, input)]],
      ),
    ),
    PutRule: (input) => [onRule('PutRule', input), ...passRole(input.RoleArn, 'events.amazonaws.com')],
    PutTargets: (input) => [
      onRule('PutTargets', input),
      ...(input.Targets ?? []).flatMap(({ RoleArn }: { RoleArn?: string }) =>
        passRole(RoleArn, 'events.amazonaws.com'),
      ),
    ],
    PutEvents: ({ Entries = [] }: { Entries?: Entry[] }, call) => putEvents(registry, Entries, call),
    ...actionsOn('events', ({ ResourceARN }) => String(ResourceARN), [
      'TagResource',
      'UntagResource',
      'ListTagsForResource',
    ]),
    ...actionsOnAll('events', [
      ...[
        'ListEventBuses',
        'PutPermission',
        'RemovePermission',
        'ListRules',
        'ListRuleNamesByTarget',
        'TestEventPattern',
      ],
    ]),
  };
};

/** Each entry on its bus. AWS's services tell of themselves on the default bus: no policy stands between. */
const putEvents = (registry: Registry, entries: Entry[], { principal }: Call): Access[] => {
  const ofServices = (entry: Entry) =>
    principal.kind === 'service' && entry.EventBusName === undefined && entry.Source?.startsWith('aws.') === true;
  return entries
    .filter((entry) => !ofServices(entry))
    .map(({ EventBusName = 'default', Source, DetailType }) => ({
      action: 'events:PutEvents',
      resource: registry.busArn(EventBusName.replace(/^arn:.*:event-bus\//, '')),
      context: { 'events:source': String(Source), 'events:detail-type': String(DetailType) },
    }));
};
