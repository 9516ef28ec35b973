import type { Clock } from '../../../clock.ts';
import type { FilterGroup } from '../util/subscription-filter.ts';
import type { ResolverError } from './resolver-error.ts';

/** One resolver at work: what `util` and `extensions` need to know, and what they leave behind. */
export interface Run {
  readonly clock: Clock;
  /** As `$util.authType()` answers: `User Pool Authorization`, `IAM Authorization`, … */
  readonly authType: string;
  readonly typeName: string;
  readonly fieldName: string;
  /** Errors that `util.appendError` adds without ending the field. */
  readonly appended: ResolverError[];
  /** What `extensions.setSubscriptionFilter` asked for. */
  subscriptionFilter?: FilterGroup[];
}
