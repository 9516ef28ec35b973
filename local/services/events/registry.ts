import { compilePattern, type Match } from '../../event-pattern/compile.ts';
import { InvalidPattern } from '../../event-pattern/invalid-pattern.ts';
import type { House } from '../../gateway/service.ts';
import type { Collection } from '../../store/store.ts';
import { busNotFound, invalidPattern, ruleNotFound, validation } from './errors.ts';
import type { Bus, Envelope, Rule } from './rule.ts';

/** EventBridge refuses patterns that are no JSON object of lists, each with its reason. */
export function compileEventPattern(pattern: unknown): Match {
  try {
    return compilePattern(pattern);
  } catch (error) {
    if (error instanceof InvalidPattern) throw invalidPattern(error.message);
    throw error;
  }
}

/** Buses and rules: in the store, and in memory with their patterns compiled. */
export class Registry {
  readonly house: House;
  #buses: Collection<Bus>;
  #rules: Collection<Rule>;
  #inMemory = new Map<string, { bus: Bus; rules: Map<string, { rule: Rule; match?: Match }> }>();

  constructor(house: House) {
    this.house = house;
    this.#buses = house.store.collection('events.bus');
    this.#rules = house.store.collection('events.rule');
    for (const [, bus] of this.#buses.entries()) this.#inMemory.set(bus.name, { bus, rules: new Map() });
    if (!this.#inMemory.has('default')) this.createBus('default', {});
    for (const [, rule] of this.#rules.entries()) this.#remember(rule);
  }

  busArn(name: string): string {
    return `arn:aws:events:${this.house.region}:${this.house.account}:event-bus/${name}`;
  }

  ruleArn(bus: string, name: string): string {
    return `arn:aws:events:${this.house.region}:${this.house.account}:rule/${bus === 'default' ? '' : `${bus}/`}${name}`;
  }

  createBus(name: string, given: Pick<Bus, 'description' | 'deadLetterArn'> & { tags?: Record<string, string> }): Bus {
    const now = this.house.clock.now();
    const bus: Bus = { name, arn: this.busArn(name), tags: {}, ...given, createdAt: now, modifiedAt: now };
    this.#buses.put(name, bus);
    this.#inMemory.set(name, { bus, rules: new Map() });
    return bus;
  }

  saveBus(bus: Bus): void {
    bus.modifiedAt = this.house.clock.now();
    this.#buses.put(bus.name, bus);
  }

  deleteBus(name: string): void {
    if (this.#inMemory.get(name)?.rules.size) throw validation(`Cannot delete event bus ${name} because it has rules.`);
    this.#buses.delete(name);
    this.#inMemory.delete(name);
  }

  /** By name or ARN; the default bus when none is given. */
  findBus(nameOrArn: unknown = 'default'): Bus | undefined {
    const name = String(nameOrArn);
    const known = this.#inMemory.get(name.startsWith('arn:') ? name.slice(name.indexOf('/') + 1) : name)?.bus;
    return known && name.startsWith('arn:') && known.arn !== name ? undefined : known;
  }

  bus(nameOrArn: unknown): Bus {
    const bus = this.findBus(nameOrArn);
    if (!bus) throw busNotFound(String(nameOrArn));
    return bus;
  }

  buses(): Bus[] {
    return [...this.#inMemory.values()].map(({ bus }) => bus).sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  rules(bus: string): Rule[] {
    const rules = [...(this.#inMemory.get(bus)?.rules.values() ?? [])].map(({ rule }) => rule);
    return rules.sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  findRule(bus: string, name: string): Rule | undefined {
    return this.#inMemory.get(bus)?.rules.get(name)?.rule;
  }

  rule(busName: unknown, name: string): Rule {
    const bus = this.bus(busName).name;
    const rule = this.findRule(bus, name);
    if (!rule) throw ruleNotFound(name, bus);
    return rule;
  }

  saveRule(rule: Rule): void {
    this.#rules.put(`${rule.bus}/${rule.name}`, rule);
    this.#remember(rule);
  }

  deleteRule(rule: Rule): void {
    this.#rules.delete(`${rule.bus}/${rule.name}`);
    this.#inMemory.get(rule.bus)?.rules.delete(rule.name);
  }

  matching(bus: string, event: Envelope): Rule[] {
    const found: Rule[] = [];
    for (const { rule, match } of this.#inMemory.get(bus)?.rules.values() ?? []) {
      if (rule.state === 'ENABLED' && match?.(event)) found.push(rule);
    }
    return found;
  }

  #remember(rule: Rule): void {
    const match = rule.pattern === undefined ? undefined : compileEventPattern(rule.pattern);
    this.#inMemory.get(rule.bus)?.rules.set(rule.name, { rule, match });
  }
}
