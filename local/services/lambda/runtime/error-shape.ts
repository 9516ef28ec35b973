import type { FunctionError } from './protocol.ts';

/** How Lambda's Node.js runtime puts whatever a handler threw: the error's `name` is what a state machine matches on. */
export const errorShape = (thrown: unknown): FunctionError => {
  if (
    thrown instanceof Error ||
    (typeof thrown === 'object' && thrown !== null && 'message' in thrown && 'name' in thrown)
  ) {
    const { name, message, stack } = thrown as Error;
    return { errorType: String(name), errorMessage: String(message), trace: String(stack ?? '').split('\n') };
  }
  return { errorType: typeof thrown, errorMessage: String(thrown), trace: [] };
};
