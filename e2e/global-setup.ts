/** Before the journeys. */
export { prepare as default } from './prepare.ts';
