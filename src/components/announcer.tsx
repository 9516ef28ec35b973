import { useEffect, useState } from 'react';
import { quietFor } from '../lib/announcements.ts';
import { type ChangeCounts, countChanges, summarise } from '../lib/change-summary.ts';
import { connection } from '../lib/connection.ts';
import { connectionWords } from '../lib/connection-words.ts';
import { liveStore, onLiveFlush } from '../lib/live-store.ts';

/** Collects what changed and hands on one sentence at most every ten seconds. Returns how to stop. */
function summaries(speak: (sentence: string) => void): () => void {
  let counts: ChangeCounts = {};
  let phase = connection.get().phase;
  let state = '';
  let lastSpoken = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const speakSoon = () => {
    timer ??= setTimeout(
      () => {
        timer = undefined;
        const sentence = [state, summarise(counts)].filter(Boolean).join(' ');
        counts = {};
        state = '';
        if (sentence === '') return;
        lastSpoken = Date.now();
        speak(sentence);
      },
      quietFor(lastSpoken, Date.now()),
    );
  };
  const unflush = onLiveFlush((changes) => {
    counts = countChanges(changes, counts);
    if (summarise(counts) !== '') speakSoon();
  });
  const unlink = connection.subscribe(() => {
    const now = connection.get();
    if (now.phase === phase) return;
    phase = now.phase;
    state = `Live updates: ${connectionWords(now, liveStore.pause()).label}.`;
    speakSoon();
  });
  return () => {
    unflush();
    unlink();
    clearTimeout(timer);
  };
}

/** The one region that speaks by itself. It stays in the page, or a screen reader would not hear its first words. */
export function Announcer() {
  const [sentence, setSentence] = useState('');
  useEffect(() => summaries(setSentence), []);
  return (
    <div role="status" aria-label="Live updates" className="visually-hidden">
      {sentence}
    </div>
  );
}
