import { mutationOptions } from '@tanstack/react-query';
import { request } from '../../lib/api-client.ts';

const CHECK = /* GraphQL */ `
  mutation CheckBooks($repair: Boolean, $cursor: String) {
    reconcileStock(repair: $repair, cursor: $cursor) { cursor }
  }
`;

/** Compares the books of every stock level, as many calls as that takes; with `repair` it puts right what it can. */
export const checkBooksMutation = mutationOptions({
  mutationKey: ['reconcileStock'],
  mutationFn: async ({ repair }: { repair: boolean }) => {
    let cursor: string | null = null;
    do {
      const answer: { cursor: string | null } = await request(CHECK, { repair, cursor });
      cursor = answer.cursor;
    } while (cursor !== null);
  },
  onSuccess: (_data, _variables, _result, { client }) => client.invalidateQueries({ queryKey: ['StockCheck'] }),
});
