import { AwsError, Unsupported } from '../../gateway/aws-error.ts';
import type { Operation } from '../../gateway/service.ts';
import { page, tagMap } from './bus-operations.ts';
import { validation } from './errors.ts';
import { checkInput } from './input.ts';
import { compileEventPattern, type Registry } from './registry.ts';
import type { Rule, RuleTargets, Target } from './rule.ts';
import { checkSchedule, type ScheduledRules } from './scheduled-rules.ts';

interface RuleInput {
  Name?: string;
  EventBusName?: string;
  EventPattern?: string;
  ScheduleExpression?: string;
  State?: string;
  Description?: string;
  RoleArn?: string;
  Tags?: { Key: string; Value: string }[];
}

const MAX_TARGETS = 5;
const MAX_PATTERN = 4096;

export class Rules {
  #registry: Registry;
  #targets: RuleTargets;
  #scheduled: ScheduledRules;

  constructor(registry: Registry, targets: RuleTargets, scheduled: ScheduledRules) {
    this.#registry = registry;
    this.#targets = targets;
    this.#scheduled = scheduled;
  }

  /** Makes the rule, or replaces all that is said of it except its targets and tags. */
  put(input: RuleInput): Rule {
    const { Name = '', EventPattern, ScheduleExpression, State = 'ENABLED' } = input;
    const bus = this.#registry.bus(input.EventBusName).name;
    if (!/^[\w.-]{1,64}$/.test(Name)) {
      throw validation(
        `1 validation error detected: Value '${Name}' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+`,
      );
    }
    if (EventPattern === undefined && ScheduleExpression === undefined) {
      throw validation('Parameter(s) EventPattern or ScheduleExpression must be specified.');
    }
    if (State !== 'ENABLED' && State !== 'DISABLED') throw new Unsupported(`the rule state ${State}`);
    if (EventPattern !== undefined) {
      if (EventPattern.length > MAX_PATTERN)
        throw validation(`EventPattern must have length less than or equal to ${MAX_PATTERN}.`);
      compileEventPattern(EventPattern);
    }
    if (ScheduleExpression !== undefined) {
      if (bus !== 'default') throw validation('ScheduleExpression is supported only on the default event bus.');
      checkSchedule(ScheduleExpression);
    }
    const known = this.#registry.findRule(bus, Name);
    const rule: Rule = {
      name: Name,
      arn: this.#registry.ruleArn(bus, Name),
      bus,
      description: input.Description,
      pattern: EventPattern,
      schedule: ScheduleExpression,
      state: State,
      roleArn: input.RoleArn,
      tags: known?.tags ?? tagMap(input.Tags),
      targets: known?.targets ?? [],
      anchor: this.#registry.house.clock.now(),
    };
    this.#registry.saveRule(rule);
    this.#scheduled.plan(rule);
    return rule;
  }

  setState(rule: Rule, state: Rule['state']): void {
    if (rule.state === state) return;
    rule.state = state;
    rule.anchor = this.#registry.house.clock.now();
    this.#registry.saveRule(rule);
    this.#scheduled.plan(rule);
  }

  delete(rule: Rule): void {
    this.#scheduled.cancel(rule);
    this.#registry.deleteRule(rule);
  }

  putTargets(rule: Rule, targets: Target[]): void {
    for (const target of targets) this.#checkTarget(target);
    const ids = new Set(targets.map(({ Id }) => Id));
    const all = [...rule.targets.filter(({ Id }) => !ids.has(Id)), ...targets];
    if (all.length > MAX_TARGETS) {
      throw new AwsError('LimitExceededException', 'The requested resource exceeds the maximum number allowed.');
    }
    rule.targets = all;
    this.#registry.saveRule(rule);
  }

  #checkTarget(target: Target): void {
    const { Id, Arn, RetryPolicy, DeadLetterConfig } = target;
    if (!/^[\w.-]{1,64}$/.test(Id ?? '')) throw validation(`Target id ${Id} is not valid.`);
    if (!Arn?.startsWith('arn:'))
      throw validation(`Parameter ${Arn} is not valid. Reason: Provided Arn is not in correct format.`);
    checkInput(target);
    const { MaximumEventAgeInSeconds: age = 60, MaximumRetryAttempts: retries = 0 } = RetryPolicy ?? {};
    if (!(age >= 60 && age <= 86_400)) throw validation('MaximumEventAgeInSeconds must be between 60 and 86400.');
    if (!(retries >= 0 && retries <= 185)) throw validation('MaximumRetryAttempts must be between 0 and 185.');
    if (DeadLetterConfig?.Arn !== undefined && DeadLetterConfig.Arn.split(':')[2] !== 'sqs') {
      throw validation('The dead-letter queue of a target must be an SQS queue.');
    }
    this.#targets.check(target);
  }

  removeTargets(rule: Rule, ids: string[]) {
    const known = new Set(rule.targets.map(({ Id }) => Id));
    rule.targets = rule.targets.filter(({ Id }) => !ids.includes(Id));
    this.#registry.saveRule(rule);
    const missing = ids.filter((id) => !known.has(id));
    return missing.map((TargetId) => ({
      TargetId,
      ErrorCode: 'ResourceNotFoundException',
      ErrorMessage: `Rule ${rule.name} does not have target ${TargetId}.`,
    }));
  }
}

const shape = (rule: Rule) => ({
  Name: rule.name,
  Arn: rule.arn,
  EventPattern: rule.pattern,
  ScheduleExpression: rule.schedule,
  State: rule.state,
  Description: rule.description,
  RoleArn: rule.roleArn,
  EventBusName: rule.bus,
});

export function ruleOperations(registry: Registry, rules: Rules): Record<string, Operation> {
  const named = ({ EventBusName, Name }: { EventBusName?: string; Name: string }) => registry.rule(EventBusName, Name);
  return {
    PutRule: (input) => ({ RuleArn: rules.put(input).arn }),
    DescribeRule: (input) => shape(named(input)),
    ListRules({ EventBusName, NamePrefix = '', ...paging }) {
      const all = registry.rules(registry.bus(EventBusName).name);
      const { items, next } = page(
        all.filter(({ name }) => name.startsWith(NamePrefix)),
        paging,
      );
      return { Rules: items.map(shape), NextToken: next };
    },
    ListRuleNamesByTarget({ EventBusName, TargetArn, ...paging }) {
      const all = registry.rules(registry.bus(EventBusName).name);
      const { items, next } = page(
        all.filter(({ targets }) => targets.some(({ Arn }) => Arn === TargetArn)),
        paging,
      );
      return { RuleNames: items.map(({ name }) => name), NextToken: next };
    },
    EnableRule: (input) => rules.setState(named(input), 'ENABLED'),
    DisableRule: (input) => rules.setState(named(input), 'DISABLED'),
    /** Deleting a rule that is not there succeeds, as on AWS. */
    DeleteRule({ EventBusName, Name }) {
      const rule = registry.findRule(registry.bus(EventBusName).name, Name);
      if (!rule) return;
      if (rule.targets.length) throw validation("Rule can't be deleted since it has targets.");
      rules.delete(rule);
    },
    PutTargets({ EventBusName, Rule: Name, Targets = [] }) {
      rules.putTargets(named({ EventBusName, Name }), Targets);
      return { FailedEntryCount: 0, FailedEntries: [] };
    },
    RemoveTargets({ EventBusName, Rule: Name, Ids = [] }) {
      const FailedEntries = rules.removeTargets(named({ EventBusName, Name }), Ids);
      return { FailedEntryCount: FailedEntries.length, FailedEntries };
    },
    ListTargetsByRule({ EventBusName, Rule: Name, ...paging }) {
      const { items, next } = page(named({ EventBusName, Name }).targets, paging);
      return { Targets: items, NextToken: next };
    },
  };
}
