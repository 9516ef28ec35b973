export const KB = 1024;

/** Payloads are billed in chunks, a started one as a whole, and at least one. */
export const chunksOf = (bytes: number, chunk: number): number => Math.max(1, Math.ceil(bytes / chunk));
