/** The present instant as ISO text. Handlers take it as a dependency, so that tests own time. */
export type Clock = () => string;

export const systemClock: Clock = () => new Date().toISOString();
