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

test('the simulator says what orders would cost on AWS, and that it is an estimate', async ({ open }) => {
  const viewer = await open('viewer', '/simulator');
  const cost = viewer.getByRole('region', { name: 'Cost on AWS' });
  await expect(cost).toContainText('An estimate, in dollars for a million orders');
  await expect(cost).toContainText('list prices of us-east-1');
  await expect(cost.getByRole('term')).toContainText(['one product, batches of 100', '100 products, batches of 100']);
  await expect(cost.getByRole('definition').first()).toHaveText(/^US\$\d+\.\d\d \+ US\$\d+\.\d\d live$/);
});
