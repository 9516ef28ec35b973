import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { productsQuery, suppliersQuery } from '../../features/products/queries.ts';
import { useAvailable } from '../../features/stock/use-stock-levels.ts';
import { CoverPanel } from '../../features/stock-use/cover-panel.tsx';
import { placeParam, useLocations } from '../../lib/locations.ts';

/** How long stock lasts, with what is available at this moment. */
export function OverviewCover({ name }: { name: (productId: string) => string }) {
  const available = useAvailable();
  const { names, several, nameOf } = useLocations();
  const products = useQuery(productsQuery).data;
  const suppliers = useQuery(suppliersQuery).data;
  return (
    <CoverPanel
      name={name}
      locationIds={[...names.keys()]}
      available={available}
      leadTimeDays={(productId) => suppliers?.get(products?.get(productId)?.supplierId ?? '')?.leadTimeDays}
      link={({ productId, locationId }) => (
        <Link to="/stock" search={{ product: productId, at: placeParam(locationId) }}>
          {several ? `${name(productId)}, ${nameOf(locationId)}` : name(productId)}
        </Link>
      )}
    />
  );
}
