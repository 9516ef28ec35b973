/** An error as AWS puts it on the wire. `code` is the exact name an SDK matches on, e.g. `ResourceNotFoundException`. */
export class AwsError extends Error {
  override name = 'AwsError';
  readonly code: string;
  readonly status: number;
  /** Further members of the error's shape, e.g. CancellationReasons. */
  readonly detail: Record<string, unknown>;

  constructor(
    code: string,
    message: string,
    { status = 400, detail = {} }: { status?: number; detail?: Record<string, unknown> } = {},
  ) {
    super(message);
    this.code = code;
    this.status = status;
    this.detail = detail;
  }
}

/** The refusal of whatever the endpoint does not imitate. It never approximates in silence. */
export class Unsupported extends AwsError {
  constructor(what: string) {
    super(
      'UnsupportedOperation',
      `The local endpoint does not support ${what}. See local/README.md for what it does support.`,
      {
        status: 501,
      },
    );
  }
}
