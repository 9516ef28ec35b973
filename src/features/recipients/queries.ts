import { mutationOptions, queryOptions } from '@tanstack/react-query';
import type { MailCategory } from '../../../amplify/domain/recipients.ts';
import { request } from '../../lib/api-client.ts';

export type Recipient = { email: string; categories: MailCategory[]; confirmed: boolean };

const RECIPIENTS = /* GraphQL */ `
  query Recipients {
    recipients { email categories confirmed }
  }
`;

export const recipientsQuery = queryOptions({
  queryKey: ['Recipient', 'all'],
  queryFn: async () => (await request<Recipient[] | null>(RECIPIENTS)) ?? [],
});

const CHANGE_RECIPIENT = /* GraphQL */ `
  mutation ChangeRecipient($email: String!, $categories: [MailCategory!]!) {
    changeRecipient(email: $email, categories: $categories) { email categories confirmed }
  }
`;

/** No category takes the address off the list. */
export const changeRecipientMutation = mutationOptions({
  mutationKey: ['changeRecipient'],
  mutationFn: (change: { email: string; categories: MailCategory[] }) => request<Recipient>(CHANGE_RECIPIENT, change),
});
