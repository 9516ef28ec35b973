/**
 * A workflow's graph and what an execution did in it, without anything that it worked on: inputs, outputs, causes and the
 * definition itself hold names of resources, and the history with its data a task token.
 */

/** https://states-language.net, as far as it says what follows what. States within a Parallel or a Map belong to it. */
type State = {
  Type: string;
  Comment?: string;
  Next?: string;
  Default?: string;
  Choices?: { Next: string }[];
  Catch?: { Next: string }[];
};
export type Definition = { StartAt: string; States: Record<string, State> };

export type WorkflowState = { name: string; type: string; comment?: string };
/** `isCatch`: followed after an error. */
export type WorkflowTransition = { from: string; to: string; isCatch: boolean };

const followersOf = (from: string, { Next, Default, Choices = [], Catch = [] }: State): WorkflowTransition[] => {
  const usual = [Next, Default, ...Choices.map((choice) => choice.Next)].filter((to) => to !== undefined);
  const caught = Catch.map((each) => each.Next).filter((to) => !usual.includes(to));
  return [
    ...[...new Set(usual)].map((to) => ({ from, to, isCatch: false })),
    ...[...new Set(caught)].map((to) => ({ from, to, isCatch: true })),
  ];
};

/** The states in the order of the definition, the first one first, and what may follow each. */
export const graphOf = ({
  StartAt,
  States,
}: Definition): { states: WorkflowState[]; transitions: WorkflowTransition[] } => {
  const names = [StartAt, ...Object.keys(States).filter((name) => name !== StartAt)];
  return {
    states: names.map((name) => ({ name, type: States[name]?.Type ?? '', comment: States[name]?.Comment })),
    transitions: Object.entries(States).flatMap(([name, state]) => followersOf(name, state)),
  };
};

/** One stay in a state. `attempts` counts the calls of a Task, `errors` names what its failed ones ended with. */
export type WorkflowStep = {
  state: string;
  enteredAt: string;
  exitedAt?: string;
  attempts: number;
  errors: string[];
  /** A callback is awaited. */
  isWaiting: boolean;
  /** When the last call of a Task, or the wait for its callback, times out. */
  timesOutAt?: string;
};

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html, what is read of it. */
export type HistoryEvent = {
  type?: string;
  timestamp?: Date;
  stateEnteredEventDetails?: { name?: string };
  stateExitedEventDetails?: { name?: string };
  taskScheduledEventDetails?: { timeoutInSeconds?: number };
  taskFailedEventDetails?: { error?: string };
  taskStartFailedEventDetails?: { error?: string };
  taskSubmitFailedEventDetails?: { error?: string };
  taskTimedOutEventDetails?: { error?: string };
};

const errorOf = (event: HistoryEvent): string | undefined => {
  if (event.type === 'TaskTimedOut') return event.taskTimedOutEventDetails?.error ?? 'States.Timeout';
  const { taskFailedEventDetails, taskStartFailedEventDetails, taskSubmitFailedEventDetails } = event;
  const details = taskFailedEventDetails ?? taskStartFailedEventDetails ?? taskSubmitFailedEventDetails;
  return details && (details.error ?? 'States.TaskFailed');
};

const timeoutOf = ({ taskScheduledEventDetails: details }: HistoryEvent, at: string): string | undefined =>
  details?.timeoutInSeconds === undefined
    ? undefined
    : new Date(Date.parse(at) + details.timeoutInSeconds * 1000).toISOString();

/** What the events say about the state that was entered last: none of our Standard workflows runs two at once. */
const applyTo = (step: WorkflowStep, event: HistoryEvent, at: string): WorkflowStep => {
  const error = errorOf(event);
  if (error !== undefined) return { ...step, errors: [...step.errors, error], isWaiting: false };
  if (event.type === 'TaskScheduled') return { ...step, attempts: step.attempts + 1, timesOutAt: timeoutOf(event, at) };
  if (event.type === 'TaskSubmitted') return { ...step, isWaiting: true };
  if (event.type === 'TaskSucceeded') return { ...step, isWaiting: false };
  return event.stateExitedEventDetails ? { ...step, exitedAt: at, isWaiting: false } : step;
};

/** The steps of an execution from its events, oldest first. */
export const stepsOf = (events: readonly HistoryEvent[]): WorkflowStep[] => {
  const steps: WorkflowStep[] = [];
  for (const event of events) {
    const at = event.timestamp?.toISOString() ?? '';
    const state = event.stateEnteredEventDetails?.name;
    const last = steps.at(-1);
    if (state !== undefined) steps.push({ state, enteredAt: at, attempts: 0, errors: [], isWaiting: false });
    else if (last) steps[steps.length - 1] = applyTo(last, event, at);
  }
  return steps;
};
