import { expect, test } from '../fixtures.ts';
import { connectionState, isLive } from '../pages/shell.ts';
import { adjustStock, productDrawer, StockRow } from '../pages/stock-page.ts';

test('without a network the page says so and is read-only; with it again it reads what it missed', async ({
  restock,
  open,
}) => {
  const product = await restock.addProduct({ name: 'Hand truck', available: 20, reorderPoint: 2 });
  const away = await open('operator', '/stock?q=hand-truck');
  const colleague = await open('manager', '/stock?q=hand-truck');
  const row = new StockRow(away, product);
  await isLive(away);
  await row.shows({ available: '20' });

  await away.context().setOffline(true);
  await expect(connectionState(away)).toHaveText(/^Offline, data from \d\d:\d\d$/);
  await row.open();
  const drawer = productDrawer(away, product);
  await expect(drawer.getByRole('button', { name: 'Adjust stock' })).toBeDisabled();
  await away.keyboard.press('Escape');
  await expect(drawer).toBeHidden();

  await new StockRow(colleague, product).open();
  await adjustStock(productDrawer(colleague, product), 5, { reason: 'Found', note: 'In the van' });
  await expect(productDrawer(colleague, product)).toContainText('25');

  await away.context().setOffline(false);
  await isLive(away);
  await row.shows({ available: '25' });
  await row.open();
  await expect(drawer.getByRole('button', { name: 'Adjust stock' })).toBeEnabled();
});
