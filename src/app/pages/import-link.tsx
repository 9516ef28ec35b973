import { Button } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import { messages } from '../../lib/messages.ts';
import { usePermissions } from '../../lib/session.ts';

const ButtonLink = createLink(Button<'a'>);

/** The way to the import, for those who may. */
export function ImportLink() {
  const { importStock } = usePermissions();
  if (!importStock) return null;
  return (
    <ButtonLink to="/stock/import" component="a" variant="default" size="xs">
      {messages.stockImport.open}
    </ButtonLink>
  );
}
