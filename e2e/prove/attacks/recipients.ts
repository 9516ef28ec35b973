import { filterPolicyOf, type MailCategory } from '../../../amplify/domain/recipients.ts';
import type { Attack } from '../attack.ts';
import { roughly } from '../faults.ts';
import type { Subscribed } from '../people.ts';

const EMAIL = 'buyer@example.com';
const FIRST: MailCategory[] = ['STOCK', 'APPROVALS'];
const CHOICES: MailCategory[][] = [[], ['STOCK'], ['APPROVALS'], FIRST];

/**
 * Several people change what mail an address has, or take it off the list, at the same moment, whether or not it was on it: it is
 * there once, with what one of them asked for, and not at all only where somebody wanted that.
 */
export const recipients: Attack = {
  name: 'recipients',
  cases: { full: 200, short: 10 },
  async play(ground, random) {
    const wasThere = random.chance(0.7);
    if (wasThere) await ground.subscribe(EMAIL, FIRST);
    for (let count = random.between(1, 3); count > 0; count -= 1)
      ground.changeRecipient(EMAIL, random.pick(CHOICES), random.pick([0, 0, 1, 1000]));
    await ground.run(roughly(random, 8), 10);
    const found = await ground.subscriptionsOf(EMAIL);
    await ground.unsubscribe(EMAIL);
    const asked = ground.settled.map(({ asked: { categories }, accepted }) => ({
      categories: categories as MailCategory[],
      accepted,
    }));
    return wrongs({ found, asked, wasThere });
  },
};

type Asked = { categories: MailCategory[]; accepted: boolean | undefined };
type Case = { found: Subscribed[]; asked: Asked[]; wasThere: boolean };

const wrongs = ({ found, asked, wasThere }: Case): string[] => {
  const [only] = found;
  const removals = asked.filter(({ categories }) => categories.length === 0);
  const choices = [...(wasThere ? [FIRST] : []), ...asked.map(({ categories }) => categories)];
  const wrong = (is: boolean, what: string): string[] => (is ? [what] : []);
  return [
    ...wrong(found.length > 1, `an address is on the list once: ${found.length}`),
    ...wrong(wasThere && !only && removals.length === 0, 'an address is taken off the list by somebody'),
    ...wrong(
      only !== undefined && removals.length === asked.length && removals.some(({ accepted }) => accepted),
      'an address that was taken off the list is off it',
    ),
    ...wrong(
      !wasThere && !only && asked.some(({ categories, accepted }) => accepted && categories.length > 0),
      'an address that was put on the list is on it',
    ),
    ...wrong(
      only !== undefined && !choices.some((categories) => filterPolicyOf(categories) === only.filterPolicy),
      `the mail of an address is what somebody asked for: ${only?.filterPolicy}`,
    ),
  ];
};
