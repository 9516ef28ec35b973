import { TextInput } from '@mantine/core';
import IconSearch from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs';
import { useEffect, useRef, useState } from 'react';

type Props = { label: string; value: string | undefined; onChange: (value: string | undefined) => void };

/** Holds what is being typed by itself: the URL keeps the trimmed words only, and follows a moment later. Else it follows the URL. */
export function SearchInput({ label, value, onChange }: Props) {
  const [typed, setTyped] = useState(value ?? '');
  /** What was typed and may still come back: none of it may overwrite what has been typed since. */
  const sent = useRef<string[]>([]);
  useEffect(() => {
    const words = value ?? '';
    if (!sent.current.includes(words)) setTyped(words);
    if (words === sent.current.at(-1)) sent.current = [];
  }, [value]);
  return (
    <TextInput
      aria-label={label}
      placeholder={label}
      type="search"
      leftSection={<IconSearch size={14} aria-hidden />}
      value={typed}
      onChange={(event) => {
        const words = event.currentTarget.value.trim();
        setTyped(event.currentTarget.value);
        if (words === (value ?? '')) return;
        sent.current.push(words);
        onChange(words || undefined);
      }}
    />
  );
}
