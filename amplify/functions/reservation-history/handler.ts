/** Not answered yet: a caller is told so, and nothing is changed. */
export const handler = async (): Promise<never> => {
  throw new Error('reservation-history is not available yet.');
};
