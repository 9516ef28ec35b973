import { util } from '@aws-appsync/utils';

/** Nothing is stored: the answer of this mutation is what the subscribers receive. Only a role may send it. */
export function request(ctx) {
  if (!ctx.identity.userArn) {
    util.unauthorized();
  }
  return { payload: null };
}

export function response(ctx) {
  return { changes: ctx.args.changes, publishedAt: util.time.nowISO8601() };
}
