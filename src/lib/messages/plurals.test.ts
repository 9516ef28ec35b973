import { expect, it } from 'vitest';
import { pluralsOf } from './plurals.ts';

it('says a count in the form that the language has for it', () => {
  const english = pluralsOf('en');
  const forms = { one: '# alert', other: '# alerts' };
  expect([0, 1, 2, 1000].map((count) => english(count, forms))).toEqual([
    '0 alerts',
    '1 alert',
    '2 alerts',
    '1,000 alerts',
  ]);

  const polish = pluralsOf('pl');
  const alarms = { one: '# alarm', few: '# alarmy', many: '# alarmów', other: '# alarmu' };
  expect([1, 3, 5, 22].map((count) => polish(count, alarms))).toEqual([
    '1 alarm',
    '3 alarmy',
    '5 alarmów',
    '22 alarmy',
  ]);
});
