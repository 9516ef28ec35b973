import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { DetailDrawer } from '../../components/detail-drawer.tsx';
import { Panel } from '../../components/panel.tsx';
import { Ready } from '../../components/states.tsx';
import { LocationForm, type NamedLocation } from '../../features/stock/location-form.tsx';
import { LocationTable } from '../../features/stock/location-table.tsx';
import { everyLocation, locationsQuery } from '../../lib/locations.ts';
import { messages } from '../../lib/messages.ts';
import { usePermissions } from '../../lib/session.ts';

const words = messages.locations;

/** Where stock is kept: whoever adjusts it opens a place for it. */
export function SettingsLocations() {
  const { adjustStock: may } = usePermissions();
  const query = useQuery(locationsQuery);
  const [open, setOpen] = useState<{ location?: NamedLocation }>();
  const close = () => setOpen(undefined);
  const rows = [...everyLocation(query.data ?? [])].map(
    ([locationId, name]): NamedLocation => ({
      ...{ locationId, name },
      ...query.data?.find((row) => row.locationId === locationId),
    }),
  );
  return (
    <Panel
      title={words.title}
      hint={may ? words.hint : words.readOnly}
      actions={
        may ? (
          <Button size="xs" variant="default" onClick={() => setOpen({})}>
            {words.add}
          </Button>
        ) : undefined
      }
      flush
    >
      <Ready query={query} label={words.loading}>
        <LocationTable rows={rows} onOpen={may ? (location) => setOpen({ location }) : undefined} />
      </Ready>
      <DetailDrawer title={open?.location?.name ?? words.add} opened={open !== undefined} onClose={close}>
        {open ? <LocationForm location={open.location} onSaved={close} /> : null}
      </DetailDrawer>
    </Panel>
  );
}
