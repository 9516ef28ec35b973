import { useMantineColorScheme } from '@mantine/core';
import IconBolt from '@tabler/icons-react/dist/esm/icons/IconBolt.mjs';
import IconFileInvoice from '@tabler/icons-react/dist/esm/icons/IconFileInvoice.mjs';
import IconPackage from '@tabler/icons-react/dist/esm/icons/IconPackage.mjs';
import IconSearch from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { Command, CommandGroup } from '../components/command-palette.tsx';
import { productsQuery } from '../features/products/queries.ts';
import { useProductName } from '../features/products/use-product-name.ts';
import { useOpenPurchaseOrders } from '../features/purchase-orders/use-open.ts';
import { formatNumber } from '../lib/format.ts';
import { liveStore, useLivePause } from '../lib/live-store.ts';
import { bestMatches, matchWords } from '../lib/match-words.ts';
import { messages } from '../lib/messages.ts';
import { endSession, usePermissions } from '../lib/session.ts';
import { PURCHASE_ORDER } from '../lib/words.ts';
import { PAGES } from './page-list.ts';

const text = messages.palette;
const MOST_OF_A_KIND = 6;
/** Ids of orders have no blanks, and those of people's making are seldom shorter. */
const LIKE_AN_ID = /^\S{6,100}$/;

const labelOf = ({ label }: Command) => label;

/** What fits best comes first, whatever kind it is. */
const byBest = (typed: string, groups: CommandGroup[]): CommandGroup[] => {
  const best = ({ commands }: CommandGroup) =>
    Math.max(...commands.map((command) => matchWords(typed, labelOf(command))));
  return groups.sort((left, right) => best(right) - best(left));
};

function usePageCommands(): Command[] {
  const navigate = useNavigate();
  return PAGES.map(({ to, label, keys, Icon }) => ({
    id: `page ${to}`,
    label,
    keys,
    Icon,
    run: () => void navigate({ to }),
  }));
}

function useProductCommands(typed: string): Command[] {
  const navigate = useNavigate();
  const products = useQuery(productsQuery).data;
  const fitting = bestMatches(
    typed,
    products?.values() ?? [],
    ({ name, productId }) => `${name} ${productId}`,
    MOST_OF_A_KIND,
  );
  return fitting.map(({ productId, name }) => ({
    id: `product ${productId}`,
    label: name,
    hint: productId,
    Icon: IconPackage,
    run: () => void navigate({ to: '/stock', search: { product: productId } }),
  }));
}

function usePurchaseOrderCommands(typed: string): Command[] {
  const navigate = useNavigate();
  const name = useProductName();
  const { pending, underWay } = useOpenPurchaseOrders();
  const fitting = bestMatches(
    typed,
    [...pending, ...underWay],
    (order) => `${name(order.productId)} ${PURCHASE_ORDER[order.status].label} ${order.purchaseOrderId}`,
    MOST_OF_A_KIND,
  );
  return fitting.map(({ purchaseOrderId, productId, quantity, status }) => ({
    id: `purchase-order ${purchaseOrderId}`,
    label: `${formatNumber(quantity)} × ${name(productId)}`,
    hint: PURCHASE_ORDER[status].label,
    Icon: IconFileInvoice,
    run: () => void navigate({ to: '/purchase-orders', search: { order: purchaseOrderId } }),
  }));
}

/** Lists that are often wanted, by what one wants of them. */
function useListCommands(): Command[] {
  const navigate = useNavigate();
  const { placeOrders, importStock } = usePermissions();
  const { actions } = text;
  const go = (id: string, label: string, run: () => void): Command => ({ id, label, Icon: IconBolt, run });
  return [
    go('decide', actions.decide, () => void navigate({ to: '/purchase-orders' })),
    go('acknowledge', actions.acknowledge, () => void navigate({ to: '/alerts' })),
    go('out', actions.out, () => void navigate({ to: '/stock', search: { status: 'out' } })),
    go('low', actions.low, () => void navigate({ to: '/stock', search: { status: 'low' } })),
    ...(importStock ? [go('import', actions.importStock, () => void navigate({ to: '/stock/import' }))] : []),
    ...(placeOrders ? [go('order', actions.order, () => void navigate({ to: '/simulator' }))] : []),
  ];
}

function useWindowCommands(openHelp: () => void): Command[] {
  const { paused } = useLivePause();
  // Switching transitions off meanwhile would take a style element, which the page's policy forbids.
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const { actions } = text;
  const schemes = (['auto', 'light', 'dark'] as const).filter((scheme) => scheme !== colorScheme);
  const act = (id: string, label: string, run: () => void): Command => ({
    id,
    label,
    Icon: IconBolt,
    run,
    stays: true,
  });
  return [
    act('pause', paused ? actions.resume : actions.pause, () => liveStore.setPaused(!paused)),
    ...schemes.map((scheme) => act(scheme, messages.topBar.themes[scheme], () => setColorScheme(scheme))),
    { ...act('help', actions.help, openHelp), keys: '?' },
    act('sign-out', messages.topBar.signOut, () => void endSession()),
  ];
}

function useFindOrder(typed: string): Command[] {
  const navigate = useNavigate();
  const orderId = typed.trim();
  if (!LIKE_AN_ID.test(orderId)) return [];
  return [
    {
      id: 'find-order',
      label: text.actions.findOrder(orderId),
      Icon: IconSearch,
      run: () => void navigate({ to: '/reservations', search: { orderId } }),
    },
  ];
}

/** What the palette offers for what was typed. Before anything is, products and orders would only be the first of many. */
export function useCommands(typed: string, openHelp: () => void): CommandGroup[] {
  const { groups } = text;
  const blank = typed.trim() === '';
  const fitting = (commands: Command[]) => bestMatches(typed, commands, labelOf, commands.length);
  const pages = fitting(usePageCommands());
  const products = useProductCommands(typed);
  const purchaseOrders = usePurchaseOrderCommands(typed);
  const actions = fitting([...useListCommands(), ...useWindowCommands(openHelp)]);
  const found = useFindOrder(typed);
  const all = [
    { label: groups.pages, commands: pages },
    { label: groups.products, commands: blank ? [] : products },
    { label: groups.purchaseOrders, commands: blank ? [] : purchaseOrders },
    { label: groups.actions, commands: [...actions, ...found] },
  ];
  return byBest(
    typed,
    all.filter(({ commands }) => commands.length > 0),
  );
}
