/** A variable that the stack sets; its absence is a mistake in the stack, said at once and by name. */
export function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`The environment variable ${name} is not set.`);
  return value;
}
