import type { House, Service } from '../../gateway/service.ts';
import { eventsAccess } from './access.ts';
import { busOperations } from './bus-operations.ts';
import { busPolicyResource, busResource, ruleResource } from './cloudformation.ts';
import { Dispatcher } from './dispatcher.ts';
import { putEventsOperations } from './put-events.ts';
import { Registry } from './registry.ts';
import type { RuleTargets } from './rule.ts';
import { Rules, ruleOperations } from './rule-operations.ts';
import { ScheduledRules } from './scheduled-rules.ts';

/** EventBridge: buses, rules and the events on their way. `targets` is the wiring to other services. */
export function createEvents(house: House, targets: RuleTargets): Service {
  const registry = new Registry(house);
  const dispatcher = new Dispatcher(house, targets);
  const scheduled = new ScheduledRules(registry, dispatcher);
  const rules = new Rules(registry, targets, scheduled);
  return {
    name: 'events',
    protocol: { kind: 'json', targets: ['AWSEvents'] },
    operations: {
      ...busOperations(registry),
      ...ruleOperations(registry, rules),
      ...putEventsOperations(registry, dispatcher),
    },
    access: eventsAccess(registry),
    resourcePolicy: (arn) => registry.findBus(arn)?.policy,
    resources: {
      'AWS::Events::EventBus': busResource(registry),
      'AWS::Events::EventBusPolicy': busPolicyResource(registry),
      'AWS::Events::Rule': ruleResource(registry, rules),
    },
    async start() {
      dispatcher.start();
      scheduled.start();
    },
    async stop() {
      scheduled.stop();
      dispatcher.stop();
    },
  };
}
