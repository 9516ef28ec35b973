import { Button, Radio, Textarea } from '@mantine/core';
import IconFileImport from '@tabler/icons-react/dist/esm/icons/IconFileImport.mjs';
import { type DragEvent, useState } from 'react';
import { MOST_IMPORT_ROWS } from '../../../amplify/domain/import-columns.ts';
import { MOST_COUNTS, MOST_NEW_PRODUCTS } from '../../../amplify/domain/import-differences.ts';
import { IMPORT_MODES, type ImportMode } from '../../../amplify/domain/vocabulary.ts';
import { formatNumber } from '../../lib/format.ts';
import { importMessages } from '../../lib/import-messages.ts';
import { saveFile } from '../../lib/save-file.ts';
import { exampleFile } from './difference-rows.ts';
import { isTooLong, textOf, UnreadableFile } from './file-text.ts';
import styles from './import-source.module.css';
import type { Source, StockImporting } from './use-stock-import.ts';

const text = importMessages;

async function readFile(file: File): Promise<Source> {
  if (isTooLong(file.size)) throw new UnreadableFile(text.tooLong);
  return { name: file.name, text: textOf(new Uint8Array(await file.arrayBuffer())) };
}

type Choose = (source: Source) => void;

/** Takes a file by the keyboard, by a click, or dropped. */
function FileField({ name, onChoose }: { name: string | undefined; onChoose: Choose }) {
  const [over, setOver] = useState(false);
  const [error, setError] = useState<string>();
  const take = (file: File | undefined) => {
    if (!file) return;
    setError(undefined);
    readFile(file).then(onChoose, (reason: unknown) =>
      setError(reason instanceof UnreadableFile ? reason.message : text.unreadable),
    );
  };
  const onDrag = (isOver: boolean) => (event: DragEvent) => {
    event.preventDefault();
    setOver(isOver);
  };
  return (
    <>
      <label
        className={styles.drop}
        data-over={over || undefined}
        onDragOver={onDrag(true)}
        onDragLeave={onDrag(false)}
        onDrop={(event) => {
          onDrag(false)(event);
          take(event.dataTransfer.files[0]);
        }}
      >
        <IconFileImport size={22} stroke={1.6} aria-hidden />
        <span className={styles.choose}>{text.choose}</span>
        <span className={styles.chosen}>{name ?? text.drop}</span>
        <input
          type="file"
          className="visually-hidden"
          accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain"
          onChange={(event) => {
            take(event.currentTarget.files?.[0]);
            // The same file, changed meanwhile, may be chosen again.
            event.currentTarget.value = '';
          }}
        />
      </label>
      {error ? (
        <p className={styles.error} role="alert">
          {error}
        </p>
      ) : null}
    </>
  );
}

function PasteField({ onChoose }: { onChoose: Choose }) {
  const [lines, setLines] = useState('');
  return (
    <details className={styles.paste}>
      <summary>{text.paste}</summary>
      <Textarea
        label={text.pasted}
        placeholder={text.pasteExample}
        minRows={4}
        maxRows={12}
        autosize
        value={lines}
        onChange={(event) => setLines(event.currentTarget.value)}
      />
      <Button
        variant="default"
        disabled={lines.trim() === ''}
        onClick={() => onChoose({ name: text.pasted, text: lines })}
      >
        {text.compare}
      </Button>
    </details>
  );
}

const WORDS = { SET: text.modes.set, ADD: text.modes.add } satisfies Record<ImportMode, unknown>;

/** What is imported, and how its counts are meant. */
export function ImportSource({ importing }: { importing: StockImporting }) {
  const { mode, source, choose, chooseMode } = importing;
  const bounds = text.bounds(
    formatNumber(MOST_IMPORT_ROWS),
    formatNumber(MOST_COUNTS),
    formatNumber(MOST_NEW_PRODUCTS),
  );
  return (
    <div className={styles.source}>
      <Radio.Group
        label={text.modes.label}
        value={mode}
        onChange={(next) => chooseMode(next === 'ADD' ? 'ADD' : 'SET')}
        size="xs"
      >
        <div className={styles.modes}>
          {IMPORT_MODES.map((each) => (
            <Radio key={each} size="xs" value={each} label={WORDS[each].label} description={WORDS[each].description} />
          ))}
        </div>
      </Radio.Group>
      <FileField name={source?.name} onChoose={choose} />
      <PasteField onChoose={choose} />
      <p className={styles.hint}>{text.columns}</p>
      <p className={styles.hint}>{bounds}</p>
      <Button variant="subtle" onClick={() => saveFile('restock-import.csv', exampleFile(), 'text/csv;charset=utf-8')}>
        {text.example.save}
      </Button>
    </div>
  );
}
