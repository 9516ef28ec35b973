import { NativeSelect } from '@mantine/core';
import { useLocations } from '../lib/locations.ts';
import { messages } from '../lib/messages.ts';

type Props = { value?: string; onChange: (locationId: string) => void };

/** Where: a field that is not there for who has one location. */
export function LocationSelect({ value, onChange }: Props) {
  const { names, several } = useLocations();
  if (!several) return null;
  return (
    <NativeSelect
      label={messages.locations.location}
      data={[...names].map(([id, label]) => ({ value: id, label }))}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
