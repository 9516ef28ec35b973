import type { Ground } from '../ground.ts';
import { MutantOutdated } from './mutant.ts';

export const seeds = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, at) => first + at);

/** First the seed that killed last; an attack that has changed since draws other cases, and the rest are tried. */
export const seedsFrom = (killed: number, last: number): number[] => [
  killed,
  ...seeds(1, last).filter((seed) => seed !== killed),
];

/** Changes the event source mapping of a function. */
export const setMapping = async (ground: Ground, functionName: RegExp, settings: object): Promise<void> => {
  type Mappings = { EventSourceMappings: { UUID: string; FunctionArn: string }[] };
  const { EventSourceMappings } = await ground.look<Mappings>('lambda', 'ListEventSourceMappings');
  const found = EventSourceMappings.filter(({ FunctionArn }) => functionName.test(FunctionArn));
  if (found.length === 0) throw new MutantOutdated(`There is no mapping of ${String(functionName)}.`);
  for (const { UUID } of found) await ground.look('lambda', 'UpdateEventSourceMapping', { UUID, ...settings });
};

/** Switches the rule off whose name holds this. */
export const disableRule = async (ground: Ground, name: string): Promise<void> => {
  const { Rules } = await ground.look<{ Rules: { Name: string }[] }>('events', 'ListRules');
  const found = Rules.find(({ Name }) => Name.includes(name));
  if (!found) throw new MutantOutdated(`There is no rule ${name}.`);
  await ground.look('events', 'DisableRule', { Name: found.Name });
};
