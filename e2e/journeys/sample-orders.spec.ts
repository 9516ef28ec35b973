import { expect, test } from '../fixtures.ts';

test('sample orders are switched on and off, and the schedule says which', async ({ open }) => {
  const operator = await open('operator', '/simulator');
  const sample = operator.getByRole('switch', { name: 'Sample orders' });
  await expect(sample).not.toBeChecked();
  await sample.press('Space');
  await expect(operator.getByText('One random order every minute, on now')).toBeVisible();
  await expect(sample).toBeChecked();
  await operator.reload();
  await expect(sample).toBeChecked();
  await sample.press('Space');
  await expect(operator.getByText('One random order every minute, off now')).toBeVisible();
  await expect(sample).not.toBeChecked();
});
