import { a } from '@aws-amplify/backend';
import { ALERT_KINDS, ALERT_STATUSES } from '../../domain/vocabulary.ts';
import { acknowledgeAlert } from '../../functions/acknowledge-alert/resource.ts';
import { snoozeAlert } from '../../functions/snooze-alert/resource.ts';

/** What needs somebody to look. */
export const alertSchema = {
  Alert: a
    .model({
      alertId: a.id().required(),
      productId: a.id().required(),
      locationId: a.id().required(),
      kind: a.ref('AlertKind').required(),
      status: a.ref('AlertStatus').required(),
      message: a.string().required(),
      createdAt: a.datetime().required(),
      updatedAt: a.datetime().required(),
      acknowledgedAt: a.datetime(),
      acknowledgedBy: a.string(),
      resolvedAt: a.datetime(),
      /** Open all the same, but nobody has to look at it before. */
      snoozedUntil: a.datetime(),
      snoozedBy: a.string(),
    })
    .identifier(['alertId'])
    .secondaryIndexes((index) => [
      index('status').sortKeys(['createdAt']).queryField('alertsByStatus'),
      index('productId').sortKeys(['createdAt']).queryField('alertsByProduct'),
    ])
    .disableOperations(['mutations', 'subscriptions']),

  AlertKind: a.enum(ALERT_KINDS),

  AlertStatus: a.enum(ALERT_STATUSES),

  acknowledgeAlert: a
    .mutation()
    .arguments({ alertId: a.id().required() })
    .returns(a.ref('Alert'))
    .handler(a.handler.function(acknowledgeAlert))
    .authorization((allow) => [allow.groups(['OPERATORS', 'APPROVERS'])]),

  /** Puts an open alert aside until then, at most a month; an instant that is over brings it back. */
  snoozeAlert: a
    .mutation()
    .arguments({ alertId: a.id().required(), until: a.datetime().required() })
    .returns(a.ref('Alert'))
    .handler(a.handler.function(snoozeAlert))
    .authorization((allow) => [allow.groups(['OPERATORS', 'APPROVERS'])]),
};
