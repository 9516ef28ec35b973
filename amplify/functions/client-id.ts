/** Ids that clients make, so that what is sent twice is done once. Ids of the backend's own may hold other characters. */
export const isClientId = (id: string): boolean => /^[\w-]{1,64}$/.test(id);
