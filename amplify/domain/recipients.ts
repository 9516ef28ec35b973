/** Whom the notification topic mails, and about what. A publisher names the category as a message attribute. */
export const MAIL_CATEGORIES = ['STOCK', 'APPROVALS'] as const;
export type MailCategory = (typeof MAIL_CATEGORIES)[number];

/** The attribute's name, in messages and in the filter policies of subscriptions. */
export const CATEGORY_ATTRIBUTE = 'category';

export type Recipient = {
  email: string;
  categories: MailCategory[];
  /** Whoever owns the address has agreed; before that nothing is sent to it. */
  confirmed: boolean;
};

/** Not every address there may be, and none that is none: SNS asks whoever owns it in any case. */
const EMAIL = /^[^\s@<>()",;:\\[\]]+@[^\s@<>()",;:\\[\]]+\.[^\s@<>()",;:\\[\].]+$/;
const LONGEST_EMAIL = 254;

export const isEmail = (text: string): boolean => text.length <= LONGEST_EMAIL && EMAIL.test(text);

/** https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html */
export const filterPolicyOf = (categories: readonly MailCategory[]): string =>
  JSON.stringify({ [CATEGORY_ATTRIBUTE]: categories });

/** What a subscription's filter policy lets through: without one, everything. */
export const categoriesOf = (filterPolicy: string | undefined): MailCategory[] => {
  const { [CATEGORY_ATTRIBUTE]: wanted } = JSON.parse(filterPolicy || '{}') as Record<string, unknown>;
  return MAIL_CATEGORIES.filter((category) => !Array.isArray(wanted) || wanted.includes(category));
};
