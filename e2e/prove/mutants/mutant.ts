import type { EditCode } from '../../../local/testing/simulation/instance-pool.ts';
import type { Ground } from '../ground.ts';

/** A change of one function's deployed text. */
export interface CodeEdit {
  /** Part of the function's deployed name. */
  function: RegExp;
  from: string | RegExp;
  to: string;
}

/** A change of one state machine's deployed definition. */
export interface DefinitionEdit {
  machine: 'reserveStockArn' | 'createPurchaseOrderArn' | 'checkInventoryLevelArn';
  from: string | RegExp;
  to: string;
}

/** The deployed backend with one guard taken away. The attack that it names, with these seeds, must notice. */
export interface Mutant {
  name: string;
  /** What the guard is for, and what was put in its place. */
  guard: string;
  code?: CodeEdit[];
  definition?: DefinitionEdit[];
  configure?: (ground: Ground) => Promise<void>;
  attack: string;
  /** Seeds to try, in this order. */
  seeds: number[];
}

/** Thrown where an edit no longer fits what is deployed: the mutant must be written anew, or it would prove nothing. */
export class MutantOutdated extends Error {
  override name = 'MutantOutdated';
}

const replaced = (text: string, { from, to }: { from: string | RegExp; to: string }): string => {
  const pattern = typeof from === 'string' ? from : new RegExp(from.source, from.flags.replace('g', ''));
  const found = typeof pattern === 'string' ? text.includes(pattern) : pattern.test(text);
  return found ? text.replaceAll(typeof from === 'string' ? from : new RegExp(from.source, 'g'), to) : text;
};

/** Applies the edits, each of which must change the function that it names. */
export const codeEdits = ({ name, code = [] }: Mutant): EditCode => {
  return (record, text) => {
    let edited = text;
    for (const edit of code.filter((each) => each.function.test(record.name))) {
      const before = edited;
      edited = replaced(before, edit);
      if (edited === before)
        throw new MutantOutdated(`${name}: ${String(edit.from)} is not in what is deployed of ${record.name}.`);
    }
    return edited;
  };
};

export const configureMutant =
  ({ name, code = [], definition = [], configure }: Mutant) =>
  async (ground: Ground): Promise<void> => {
    const { Functions } = await ground.look<{ Functions: { FunctionName: string }[] }>('lambda', 'ListFunctions');
    for (const edit of code)
      if (!Functions.some(({ FunctionName }) => edit.function.test(FunctionName)))
        throw new MutantOutdated(`${name}: there is no function ${String(edit.function)}.`);
    for (const { machine, from, to } of definition) {
      const stateMachineArn = ground.outputs[machine];
      const described = await ground.look<{ definition: string }>('states', 'DescribeStateMachine', {
        stateMachineArn,
      });
      const before = JSON.stringify(JSON.parse(described.definition));
      const after = replaced(before, { from, to });
      if (after === before)
        throw new MutantOutdated(`${name}: ${String(from)} is not in the definition of ${machine}.`);
      await ground.look('states', 'UpdateStateMachine', { stateMachineArn, definition: after });
    }
    await configure?.(ground);
  };
