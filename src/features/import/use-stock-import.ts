import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ImportMode } from '../../../amplify/domain/vocabulary.ts';
import type { StockImport } from '../../lib/api-client.ts';
import { useSingleMutation } from '../../lib/use-single-mutation.ts';
import { importMutation, previewMutation } from './mutations.ts';

export type Source = { name: string; text: string };

/** A file on its way into the stock: chosen, compared, and imported or not. */
export function useStockImport() {
  const client = useQueryClient();
  const preview = useMutation(previewMutation);
  const sending = useSingleMutation(importMutation);
  const [mode, setMode] = useState<ImportMode>('SET');
  const [source, setSource] = useState<Source>();
  const compare = (next: Source | undefined, as: ImportMode) => {
    sending.reset();
    if (next) preview.mutate({ text: next.text, mode: as });
  };
  const onSuccess = ({ appliedAt }: StockImport) => {
    if (!appliedAt) return;
    for (const model of ['Product', 'StockLevel']) void client.invalidateQueries({ queryKey: [model] });
  };
  return {
    mode,
    source,
    preview,
    sending,
    choose(next: Source) {
      setSource(next);
      compare(next, mode);
    },
    chooseMode(next: ImportMode) {
      setMode(next);
      compare(source, next);
    },
    again: () => compare(source, mode),
    send() {
      if (source && preview.data) sending.mutate({ text: source.text, mode, preview: preview.data }, { onSuccess });
    },
    forget() {
      setSource(undefined);
      preview.reset();
      sending.reset();
    },
  };
}

export type StockImporting = ReturnType<typeof useStockImport>;
