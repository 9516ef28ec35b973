import { useLayoutEffect, useMemo, useRef } from 'react';
import type { WorkflowRun } from '../../lib/api-client.ts';
import { formatMinute } from '../../lib/format.ts';
import { messages } from '../../lib/messages.ts';
import { layOut, NODE, pathBetween } from './graph-layout.ts';
import { followed, STEP_WORD, type StateOfStep, statesOf } from './run-view.ts';
import styles from './workflow-graph.module.css';

/** Read without colour too. */
const SIGNS: Record<StateOfStep, string> = { DONE: '✓', ERROR: '!', WAITING: '…', RUNNING: '…', STOPPED: '×' };
const MARGIN = 12;

/** The graph of the deployed definition, with the way that this execution took. What it says stands in the list beside it too. */
export function WorkflowGraph({ run }: { run: WorkflowRun }) {
  const { states, transitions } = run;
  const layout = useMemo(
    () =>
      layOut(
        states.map(({ name }) => name),
        transitions,
      ),
    [states, transitions],
  );
  const reached = statesOf(run);
  const taken = followed(run);
  // An error leads from everywhere to the same end: those lines are drawn only where one was followed.
  const drawn = transitions.filter(({ from, to, isCatch }) => !isCatch || taken.has(`${from}>${to}`));
  const scroll = useRef<HTMLElement>(null);
  const until = run.steps.at(-1)?.timesOutAt;
  const here = layout.nodes.get(run.steps.at(-1)?.state ?? '');
  // Where there is no room for all of it, what the execution does now is in the middle.
  useLayoutEffect(() => {
    const { current: window } = scroll;
    const middle = here && (here.x + NODE.width / 2 + MARGIN) / (layout.width + 2 * MARGIN);
    if (window && middle) window.scrollLeft = middle * window.scrollWidth - window.clientWidth / 2;
  }, [here, layout.width]);
  const viewBox = [-MARGIN, -2, layout.width + 2 * MARGIN, layout.height + 4].join(' ');
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard to be scrolled.
    <section ref={scroll} className={styles.scroll} aria-label={messages.executions.graph} tabIndex={0}>
      <svg viewBox={viewBox} className={styles.drawing} aria-hidden>
        {drawn.map(({ from, to }) => {
          const [start, end] = [layout.nodes.get(from), layout.nodes.get(to)];
          if (!start || !end) return null;
          const key = `${from}>${to}`;
          return <path key={key} className={styles.line} data-taken={taken.has(key)} d={pathBetween(start, end)} />;
        })}
        {[...layout.nodes.values()].map(({ name, x, y }) => {
          const state = reached.get(name);
          return (
            <g
              key={name}
              transform={`translate(${x},${y})`}
              className={styles.node}
              data-tone={state && STEP_WORD[state].tone}
            >
              <rect width={NODE.width} height={NODE.height} rx={7} />
              <text x={NODE.width / 2} y={NODE.height / 2} dy="0.35em" textAnchor="middle">
                {state ? `${SIGNS[state]} ${name}` : name}
              </text>
              {state === 'WAITING' && until ? (
                <text className={styles.until} x={NODE.width / 2} y={NODE.height + 14} textAnchor="middle">
                  {messages.executions.until(formatMinute(until))}
                </text>
              ) : null}
            </g>
          );
        })}
      </svg>
    </section>
  );
}
