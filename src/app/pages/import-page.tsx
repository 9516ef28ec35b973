import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { PageTitle } from '../../components/page-title.tsx';
import { Panel } from '../../components/panel.tsx';
import { Nothing } from '../../components/states.tsx';
import { ImportPreview } from '../../features/import/import-preview.tsx';
import { ImportSource } from '../../features/import/import-source.tsx';
import { useStockImport } from '../../features/import/use-stock-import.ts';
import { useProductName } from '../../features/products/use-product-name.ts';
import { importMessages } from '../../lib/import-messages.ts';
import { roleNames, usePermissions, useSession } from '../../lib/session.ts';
import styles from './import-page.module.css';

const text = importMessages;

const ledgerLink = (productId: string, name: ReactNode): ReactNode => (
  <Link to="/stock" search={{ product: productId }}>
    {name}
  </Link>
);

function Importing() {
  const importing = useStockImport();
  const name = useProductName();
  return (
    <div className={styles.page}>
      <Panel title={text.file}>
        <ImportSource importing={importing} />
      </Panel>
      <ImportPreview importing={importing} name={name} link={ledgerLink} />
    </div>
  );
}

function NotAllowed() {
  const { roles } = useSession();
  return (
    <Panel title={text.file}>
      <Nothing title={text.notAllowed.title}>{text.notAllowed.why(roleNames(roles))}</Nothing>
    </Panel>
  );
}

/** Products and counts from a CSV file. */
export function ImportPage() {
  const { importStock } = usePermissions();
  return (
    <>
      <PageTitle title={text.title}>
        <Link to="/stock">{text.back}</Link>
      </PageTitle>
      {importStock ? <Importing /> : <NotAllowed />}
    </>
  );
}
