import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { DEFAULT_LOCATION } from '../../../amplify/domain/vocabulary.ts';
import { productsQuery, suppliersQuery } from '../../features/products/queries.ts';
import { useStockLevels } from '../../features/stock/use-stock-levels.ts';
import { CoverPanel } from '../../features/stock-use/cover-panel.tsx';

/** How long stock lasts, with what is available at this moment. */
export function OverviewCover({ name }: { name: (productId: string) => string }) {
  const { levels } = useStockLevels();
  const products = useQuery(productsQuery).data;
  const suppliers = useQuery(suppliersQuery).data;
  return (
    <CoverPanel
      name={name}
      available={(productId) =>
        levels.find((level) => level.productId === productId && level.locationId === DEFAULT_LOCATION)?.available
      }
      leadTimeDays={(productId) => suppliers?.get(products?.get(productId)?.supplierId ?? '')?.leadTimeDays}
      link={(productId, text) => (
        <Link to="/stock" search={{ product: productId }}>
          {text}
        </Link>
      )}
    />
  );
}
