import type { Settings } from './constructs/context.ts';

type Environment = Record<string, string | undefined>;

export class InvalidSetting extends Error {
  override name = 'InvalidSetting';
}

const wholeNumber = (environment: Environment, name: string, fallback: number): number => {
  const text = environment[name];
  if (text === undefined || text === '') return fallback;
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new InvalidSetting(`${name} must be a whole number from 1.`);
  return value;
};

/** A deployment's settings from the environment that backend.ts hands over; each has a default. */
export const settingsFrom = (environment: Environment, keepsData: boolean): Settings => ({
  keepsData,
  notificationEmail: environment.NOTIFICATION_EMAIL || undefined,
  alarmEmail: environment.ALARM_EMAIL || undefined,
  dashboardUrl: environment.DASHBOARD_URL || 'http://localhost:5173',
  decisionDeadlineSeconds: wholeNumber(environment, 'DECISION_DEADLINE_SECONDS', 24 * 60 * 60),
  reminderSeconds: wholeNumber(environment, 'REMINDER_SECONDS', 4 * 60 * 60),
  coolDownSeconds: wholeNumber(environment, 'COOL_DOWN_SECONDS', 60 * 60),
  undoSeconds: wholeNumber(environment, 'UNDO_SECONDS', 10),
  sampleOrderMaxQuantity: wholeNumber(environment, 'SAMPLE_ORDER_MAX_QUANTITY', 5),
  batchProfile: environment.BATCH_PROFILE === 'large' ? 'large' : 'small',
});
