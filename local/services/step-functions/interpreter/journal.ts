import type { Json } from '../json.ts';
import type { Frame } from './frame.ts';

export type Details = Record<string, Json | undefined>;

export interface HistoryEvent {
  id: number;
  previousEventId: number;
  timestamp: number;
  type: string;
  details?: Details;
}

/** Where an execution's events and checkpoints go. */
export interface Journal {
  /** Adds an event to the frame's line and answers its id. `details` is called only where someone keeps them. */
  record(frame: Frame, type: string, details?: () => Details): number;
  /** Makes the frame, and every event recorded so far, durable. */
  checkpoint(frame: Frame): void;
  /** The frame as a run before a restart left it. */
  load(path: string): Frame | undefined;
  /** Forgets the frames inside `frame`, once its Parallel or Map has ended. */
  dropInside(frame: Frame): void;
}
