import { a } from '@aws-amplify/backend';

/** How much of what goes and comes, and how long it lasts. Estimates for people; nothing is decided by them. */
export const stockUseSchema = {
  /** A day of a stock level, counted by the change publisher. */
  StockDay: a
    .model({
      /** `<product>#<location>`. */
      stockKey: a.id().required(),
      day: a.id().required(),
      taken: a.integer().required(),
      returned: a.integer().required(),
      received: a.integer().required(),
    })
    .identifier(['stockKey', 'day'])
    .disableOperations(['mutations', 'subscriptions']),

  /** Measured every five minutes where something has changed. */
  StockCover: a
    .model({
      productId: a.id().required(),
      locationId: a.id().required(),
      available: a.integer().required(),
      perDay: a.float().required(),
      /** Absent where nothing is used: then the index passes over it. */
      coverDays: a.float(),
      measuredAt: a.datetime().required(),
    })
    .identifier(['productId', 'locationId'])
    .secondaryIndexes((index) => [index('locationId').sortKeys(['coverDays']).queryField('stockCoversByLocation')])
    .disableOperations(['mutations', 'subscriptions']),
};
