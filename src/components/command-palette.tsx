import { Modal, TextInput } from '@mantine/core';
import IconSearch from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs';
import { type ComponentType, type KeyboardEvent, type ReactNode, useId, useState } from 'react';
import { messages } from '../lib/messages.ts';
import styles from './command-palette.module.css';
import { Keys } from './keys.tsx';

const text = messages.palette;

export type Command = {
  id: string;
  label: string;
  hint?: ReactNode;
  /** The shortcut that does the same. */
  keys?: string;
  Icon: ComponentType<{ size?: number; stroke?: number }>;
  run: () => void;
  /** It leaves the page as it is, so the focus goes back to where it was. */
  stays?: boolean;
};
export type CommandGroup = { label: string; commands: readonly Command[] };

type Props = {
  opened: boolean;
  onClose: () => void;
  typed: string;
  onTyped: (typed: string) => void;
  groups: readonly CommandGroup[];
};

type ListProps = { id: string; groups: readonly CommandGroup[]; active: number; onRun: (command: Command) => void };

const optionId = (list: string, index: number) => `${list}-${index}`;

/** A listbox whose focus stays in the field above it. https://www.w3.org/WAI/ARIA/apg/patterns/combobox/ */
function CommandList({ id, groups, active, onRun }: ListProps) {
  let index = -1;
  return (
    // The field keeps the focus, wherever in the list is pressed.
    <div
      id={id}
      role="listbox"
      aria-label={text.title}
      className={styles.list}
      onMouseDown={(event) => event.preventDefault()}
    >
      {groups.map(({ label, commands }) => (
        // biome-ignore lint/a11y/useSemanticElements: within a listbox a group is this role; a fieldset is none.
        <div key={label} role="group" aria-label={label}>
          <div className={styles.group} aria-hidden>
            {label}
          </div>
          {commands.map((command) => {
            index += 1;
            const isActive = index === active;
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the field holds the focus and takes the keys.
              // biome-ignore lint/a11y/useFocusableInteractive: the field points at it by aria-activedescendant.
              <div
                key={command.id}
                id={optionId(id, index)}
                role="option"
                aria-selected={isActive}
                className={styles.option}
                ref={isActive ? intoView : undefined}
                onClick={() => onRun(command)}
              >
                <command.Icon size={16} stroke={1.7} />
                <span className={styles.label}>{command.label}</span>
                {command.hint ? <span className={styles.hint}>{command.hint}</span> : null}
                {command.keys ? <Keys of={command.keys} /> : null}
              </div>
            );
          })}
        </div>
      ))}
    </div>
  );
}

const intoView = (element: HTMLElement | null) => element?.scrollIntoView({ block: 'nearest' });

/** Where the arrow keys lead; undefined for any other key. */
function moved(key: string, active: number, count: number): number | undefined {
  if (key === 'ArrowDown') return (active + 1) % count;
  if (key === 'ArrowUp') return (active - 1 + count) % count;
  return undefined;
}

/** One field that leads everywhere. `onClose` gives the focus back: fetched late, the library would not know to whom. */
export function CommandPalette({ opened, onClose, typed, onTyped, groups }: Props) {
  const list = useId();
  const [chosen, setChosen] = useState(0);
  const commands = groups.flatMap((group) => group.commands);
  const active = Math.min(chosen, commands.length - 1);
  const run = (command: Command) => {
    onClose();
    command.run();
    if (!command.stays) document.getElementById('content')?.focus({ preventScroll: true });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const command = commands[active];
    const next = moved(event.key, active, commands.length);
    if (next !== undefined) setChosen(next);
    else if (event.key === 'Enter' && command) run(command);
    else if (event.key === 'Escape') onClose();
    else return;
    event.preventDefault();
  };
  const onChange = (value: string) => {
    setChosen(0);
    onTyped(value);
  };
  return (
    <Modal.Root
      opened={opened}
      onClose={onClose}
      size={600}
      yOffset="10dvh"
      returnFocus={false}
      // The library holds the page with a style element, which the page's policy forbids: the style sheet holds it.
      lockScroll={false}
      transitionProps={{ duration: 100 }}
    >
      <Modal.Overlay backgroundOpacity={0.35} />
      <Modal.Content aria-label={text.title} classNames={{ content: styles.content }}>
        <TextInput
          data-autofocus
          // Esc is heard below, once: a drawer behind the palette must not close with it.
          data-mantine-stop-propagation="true"
          role="combobox"
          aria-label={text.hint}
          aria-expanded={commands.length > 0}
          aria-controls={list}
          aria-autocomplete="list"
          aria-activedescendant={commands.length > 0 ? optionId(list, active) : undefined}
          autoComplete="off"
          placeholder={text.hint}
          size="md"
          variant="unstyled"
          leftSection={<IconSearch size={17} aria-hidden />}
          classNames={{ root: styles.field, input: styles.input }}
          value={typed}
          onChange={(event) => onChange(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <CommandList id={list} groups={groups} active={active} onRun={run} />
        <p role="status" className={commands.length > 0 ? 'visually-hidden' : styles.nothing}>
          {commands.length > 0 ? text.found(commands.length) : text.nothing}
        </p>
      </Modal.Content>
    </Modal.Root>
  );
}
