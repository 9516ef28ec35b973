import { enImport } from './messages/en-import.ts';

/** What the page of imports says, in the language of the dashboard; apart, so that no other page fetches it. */
export const importMessages: typeof enImport = enImport;
