import { TextInput } from '@mantine/core';
import IconSearch from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs';
import { useEffect, useState } from 'react';

type Props = { label: string; value: string | undefined; onChange: (value: string | undefined) => void };

/** Holds what is being typed by itself: the URL keeps the trimmed words only, and follows a moment later. */
export function SearchInput({ label, value, onChange }: Props) {
  const [typed, setTyped] = useState(value ?? '');
  useEffect(() => {
    if (value === undefined) setTyped('');
  }, [value]);
  return (
    <TextInput
      aria-label={label}
      placeholder={label}
      type="search"
      leftSection={<IconSearch size={14} aria-hidden />}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        onChange(event.currentTarget.value.trim() || undefined);
      }}
    />
  );
}
