import type { Settings } from '../../constructs/context.ts';

/** What `purchaseTerms` reads in whoever raises purchase orders. */
export const termsOf = (settings: Settings): Record<string, string> => ({
  DECISION_DEADLINE_SECONDS: String(settings.decisionDeadlineSeconds),
  REMINDER_SECONDS: String(settings.reminderSeconds),
});
