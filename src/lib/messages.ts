import { en } from './messages/en.ts';

/** What every language must be able to say. */
export type Messages = typeof en;

/** The language of the dashboard. Its numbers, money and times follow the browser's. */
export const messages: Messages = en;
