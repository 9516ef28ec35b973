/** Not answered yet: a caller is told so, and nothing is changed. */
export const handler = async (): Promise<never> => {
  throw new Error('acknowledge-alert is not available yet.');
};
