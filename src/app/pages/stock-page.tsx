import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import type { StockKey } from '../../../amplify/domain/stock-key.ts';
import { ExportButton } from '../../components/export-button.tsx';
import { LiveNotice } from '../../components/live-notice.tsx';
import { PageTitle } from '../../components/page-title.tsx';
import { Pager } from '../../components/pager.tsx';
import { Panel } from '../../components/panel.tsx';
import { SearchInput } from '../../components/search-input.tsx';
import { NoMatches, Nothing, Ready } from '../../components/states.tsx';
import { useSteadyRows } from '../../components/use-steady-rows.ts';
import { everyProductName, productsQuery } from '../../features/products/queries.ts';
import { useProductName } from '../../features/products/use-product-name.ts';
import { stockColumns } from '../../features/stock/export.ts';
import { everyStockLevel, MOST_STOCK_LEVELS } from '../../features/stock/queries.ts';
import {
  levelAt,
  PAGE_SIZE,
  type StockColumn,
  type StockSearch,
  selectStock,
  stockSort,
} from '../../features/stock/stock-filter.ts';
import { StockTable } from '../../features/stock/stock-table.tsx';
import { useStockLevels } from '../../features/stock/use-stock-levels.ts';
import type { StockLevel } from '../../lib/api-client.ts';
import { formatNumber } from '../../lib/format.ts';
import { idOf } from '../../lib/live-changes.ts';
import { type Locations, placeParam, useLocations } from '../../lib/locations.ts';
import { messages } from '../../lib/messages.ts';
import { sortParam, toggleSort } from '../../lib/search-params.ts';
import { BooksLight } from './books-light.tsx';
import { ImportLink } from './import-link.tsx';
import { ProductDrawer } from './product-drawer.tsx';
import { ViewsButton } from './views-button.tsx';

const route = getRouteApi('/stock');
const rowId = (level: StockLevel) => idOf('StockLevel', level);

const STATUS_CHOICES = [
  { value: '', label: 'Any status' },
  { value: 'out', label: 'Out of stock' },
  { value: 'low', label: 'Low' },
  { value: 'ok', label: 'In stock' },
];

type Change = (part: Partial<StockSearch>) => void;

/** Filters replace the URL as they are typed; opening a product is a step that Back takes back. */
function useStockSearch() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change: Change = useCallback(
    (part) =>
      void navigate({ search: (old) => ({ ...old, page: undefined, ...part }), replace: true, resetScroll: false }),
    [navigate],
  );
  const open = useCallback(
    (level: Partial<StockKey>) =>
      void navigate({
        search: (old) => ({ ...old, product: level.productId, at: placeParam(level.locationId) }),
        resetScroll: false,
      }),
    [navigate],
  );
  return { search, change, open };
}

function Filters({ search, change, locations }: { search: StockSearch; change: Change; locations: Locations }) {
  return (
    <>
      <SearchInput label="Search products" value={search.q} onChange={(q) => change({ q })} />
      <NativeSelect
        aria-label="Status"
        data={STATUS_CHOICES}
        value={search.status ?? ''}
        onChange={(event) => change({ status: (event.currentTarget.value || undefined) as StockSearch['status'] })}
      />
      {locations.several ? (
        <NativeSelect
          aria-label={messages.locations.location}
          data={[
            { value: '', label: messages.locations.all },
            ...[...locations.names].map(([value, label]) => ({ value, label })),
          ]}
          value={search.location ?? ''}
          onChange={(event) => change({ location: event.currentTarget.value || undefined })}
        />
      ) : null}
    </>
  );
}

async function shownStock(read: StockLevel[], search: StockSearch) {
  const name = await everyProductName();
  return { rows: selectStock(read, search, name), columns: stockColumns(name) };
}

export function StockPage() {
  const { search, change, open } = useStockSearch();
  const name = useProductName();
  const named = useQuery(productsQuery).isSuccess;
  const locations = useLocations();
  const { query, levels, complete } = useStockLevels();
  const sort = stockSort(search);
  const wanted = useMemo(() => selectStock(levels, search, name), [levels, search, name]);
  // While more is read the list grows; from then on it stands still under its reader.
  const grown = complete ? '' : levels.length;
  const list = [search.q, search.status, search.location, search.sort, grown, query.isPending, named].join('|');
  const steady = useSteadyRows({ wanted, known: levels, idOf: rowId, list });
  const page = Math.min(search.page ?? 1, Math.max(1, Math.ceil(steady.rows.length / PAGE_SIZE)));
  const rows = steady.rows.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
  const own = levels.filter(({ productId }) => productId === search.product);
  const onSort = (column: StockColumn) => change({ sort: sortParam(toggleSort(sort, column)) });
  const cut = levels.length >= MOST_STOCK_LEVELS ? ` (the first ${formatNumber(MOST_STOCK_LEVELS)})` : '';
  const reading = query.data && !complete ? messages.stock.readingOn : '';
  return (
    <>
      <PageTitle title="Stock">
        <Filters search={search} change={change} locations={locations} />
        <LiveNotice added={steady.added} changed={steady.changed} onShow={steady.show} />
        <ImportLink />
        <BooksLight name={name} />
        <ViewsButton page="/stock" />
      </PageTitle>
      <Panel
        title="Stock levels"
        hint={`${formatNumber(wanted.length)} of ${formatNumber(levels.length)}${cut}${reading}`}
        actions={
          <ExportButton
            of="stock"
            pages={() => everyStockLevel(locations.names.keys())}
            show={(read) => shownStock(read, search)}
          />
        }
        flush
      >
        <Ready query={query} label="stock levels">
          {levels.length === 0 ? (
            <Nothing title="No products yet">Load the sample products: start the project, or run its seed.</Nothing>
          ) : rows.length === 0 ? (
            <NoMatches onClear={() => change({ q: undefined, status: undefined, location: undefined })} />
          ) : (
            <StockTable {...{ rows, name, locations, sort, onSort }} idOf={rowId} onOpen={open} />
          )}
        </Ready>
        <Pager
          page={page}
          size={PAGE_SIZE}
          total={steady.rows.length}
          onPage={(next) => change({ page: next > 1 ? next : undefined })}
        />
      </Panel>
      <ProductDrawer
        productId={search.product}
        levels={own}
        level={levelAt(own, search.at)}
        locations={locations}
        onOpen={open}
        onClose={() => open({})}
      />
    </>
  );
}
