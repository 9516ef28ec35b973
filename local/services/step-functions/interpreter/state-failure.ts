/** What a state fails with, as Retry and Catch see it: an error name and a cause, both plain strings. */
export class StateFailure extends Error {
  override name = 'StateFailure';
  readonly error: string | undefined;
  readonly failureCause: string | undefined;
  /** The field whose expression failed, e.g. `Arguments/Payload`; only for States.QueryEvaluationError. */
  readonly location: string | undefined;

  constructor(error: string | undefined, failureCause?: string, location?: string) {
    super(`${error ?? 'no error name'}: ${failureCause ?? 'no cause'}`);
    this.error = error;
    this.failureCause = failureCause;
    this.location = location;
  }
}

/** As `$states.errorOutput`, or the JSONPath input of a Catch, shows it. */
export const errorOutput = (failure: StateFailure): { Error: string; Cause: string } => ({
  Error: failure.error ?? '',
  Cause: failure.failureCause ?? '',
});
