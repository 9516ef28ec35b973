import { Button, Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { DetailDrawer } from '../../components/detail-drawer.tsx';
import { PageTitle } from '../../components/page-title.tsx';
import { Panel } from '../../components/panel.tsx';
import { Nothing, Ready } from '../../components/states.tsx';
import { suppliersQuery } from '../../features/products/queries.ts';
import { SupplierForm } from '../../features/products/supplier-form.tsx';
import { SupplierTable } from '../../features/products/supplier-table.tsx';
import { PurchasingFacts } from '../../features/purchase-orders/purchasing-facts.tsx';
import { SettingsForm } from '../../features/purchase-orders/settings-form.tsx';
import { RecipientList } from '../../features/recipients/recipient-list.tsx';
import { RoleList } from '../../features/session/role-list.tsx';
import type { Supplier } from '../../lib/api-client.ts';
import { messages } from '../../lib/messages.ts';
import { usePermissions } from '../../lib/session.ts';
import { SettingsLocations } from './settings-locations.tsx';
import { SECTIONS, type Section } from './settings-search.ts';

const route = getRouteApi('/settings');
const words = messages.settings;

function Purchasing() {
  const { changePurchasing } = usePermissions();
  const suppliers = useQuery(suppliersQuery).data;
  const currencies = [...new Set([...(suppliers?.values() ?? [])].map(({ currency }) => currency))];
  return (
    <Panel title={words.purchasing.title} hint={changePurchasing ? undefined : words.readOnly}>
      {changePurchasing ? <SettingsForm currencies={currencies} /> : <PurchasingFacts />}
    </Panel>
  );
}

function Suppliers() {
  const { changePurchasing } = usePermissions();
  const query = useQuery(suppliersQuery);
  const [open, setOpen] = useState<{ supplier?: Supplier }>();
  const rows = [...(query.data?.values() ?? [])].sort((left, right) => left.name.localeCompare(right.name));
  const close = () => setOpen(undefined);
  return (
    <Panel
      title={words.suppliers.title}
      hint={changePurchasing ? undefined : words.readOnly}
      actions={
        changePurchasing ? (
          <Button size="xs" variant="default" onClick={() => setOpen({})}>
            {words.suppliers.add}
          </Button>
        ) : undefined
      }
      flush
    >
      <Ready query={query} label={words.suppliers.loading}>
        {rows.length > 0 ? (
          <SupplierTable rows={rows} onOpen={changePurchasing ? (supplier) => setOpen({ supplier }) : undefined} />
        ) : (
          <Nothing title={words.suppliers.none}>{words.suppliers.noneHint}</Nothing>
        )}
      </Ready>
      <DetailDrawer title={open?.supplier?.name ?? words.suppliers.add} opened={open !== undefined} onClose={close}>
        {open ? <SupplierForm supplier={open.supplier} onSaved={close} /> : null}
      </DetailDrawer>
    </Panel>
  );
}

function Mail() {
  const { changePurchasing } = usePermissions();
  return (
    <Panel title={words.recipients.title} hint={words.recipients.hint}>
      {changePurchasing ? <RecipientList /> : <Nothing title={words.recipients.forApprovers} />}
    </Panel>
  );
}

const Roles = () => (
  <Panel title={words.roles.title} hint={words.roles.hint}>
    <RoleList />
  </Panel>
);

const SECTION = {
  purchasing: Purchasing,
  suppliers: Suppliers,
  locations: SettingsLocations,
  mail: Mail,
  roles: Roles,
} satisfies Record<Section, () => React.ReactNode>;

const TAB: Record<Section, string> = {
  purchasing: words.purchasing.tab,
  suppliers: words.suppliers.tab,
  locations: messages.locations.tab,
  mail: words.recipients.tab,
  roles: words.roles.tab,
};

/** What people choose for everybody. What a product is bought by stands with the product. */
export function SettingsPage() {
  const { section = 'purchasing' } = route.useSearch();
  const navigate = route.useNavigate();
  const Shown = SECTION[section];
  return (
    <>
      <PageTitle title={messages.pages.settings} />
      <Tabs
        value={section}
        onChange={(value) =>
          void navigate({ search: { section: value as Section }, replace: true, resetScroll: false })
        }
        keepMounted={false}
      >
        <Tabs.List mb={16}>
          {SECTIONS.map((each) => (
            <Tabs.Tab key={each} value={each}>
              {TAB[each]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={section}>
          <Shown />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
