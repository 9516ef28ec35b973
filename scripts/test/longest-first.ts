import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes longest is begun first, or one core waits in the end for what the other began last. */
const LONGEST = ['/e2e/prove/', '/e2e/system/', '.system.test.ts'];

const rank = ({ moduleId }: TestSpecification): number => {
  const at = LONGEST.findIndex((part) => moduleId.includes(part));
  return at === -1 ? LONGEST.length : at;
};

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).toSorted((one, other) => rank(one) - rank(other));
  }
}
