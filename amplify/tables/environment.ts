/** For the wiring at the bottom of a handler, the only place that reads the environment. */
export const required = (name: string): string => {
  const value = process.env[name];
  if (!value)
    throw new Error(`The environment variable ${name} is not set: wire it where the function's resources are given.`);
  return value;
};
