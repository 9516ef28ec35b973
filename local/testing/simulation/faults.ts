import { AwsError } from '../../gateway/aws-error.ts';
import type { Call } from '../../gateway/service.ts';

/**
 * What may happen to a call on its way:
 * - refused: it is not carried out, and its caller is told so by an error that AWS's services give under load;
 * - unanswered: it is carried out and its caller gets an error, or a broken connection, in the place of the answer;
 * - dies-before, dies-after: the sandbox that makes it is killed before it, or after it and before the answer;
 * - dies-during: the sandbox is killed, and the call, sent already, is carried out at some later moment;
 * - twice: it is carried out, and once more at some later moment, as at-least-once delivery allows.
 */
export type FaultKind = 'refused' | 'unanswered' | 'dies-before' | 'dies-after' | 'dies-during' | 'twice';

const CONFLICT = 'Transaction cancelled, please refer cancellation reasons for specific reasons';

/** What each service says when it has too much to do. */
const OVERLOAD: Record<string, [code: string, status: number][]> = {
  dynamodb: [
    ['ProvisionedThroughputExceededException', 400],
    ['ThrottlingException', 400],
    ['InternalServerError', 500],
  ],
  states: [['ThrottlingException', 400]],
  events: [
    ['ThrottlingException', 400],
    ['InternalException', 500],
  ],
  lambda: [
    ['TooManyRequestsException', 429],
    ['ServiceException', 500],
  ],
  sqs: [
    ['RequestThrottled', 400],
    ['InternalFailure', 500],
  ],
  sns: [
    ['ThrottledException', 400],
    ['InternalErrorException', 500],
  ],
};

/** The error that a refused call gets; `choose` picks one of several. */
export const overload = (call: Call, choose: <T>(list: readonly T[]) => T): AwsError => {
  const transaction = call.operation === 'TransactWriteItems' ? conflict(call, choose) : [];
  const plain = OVERLOAD[call.service] ?? [['ThrottlingException', 400]];
  const [code, status] = choose(plain);
  return choose([new AwsError(code, 'Rate exceeded', { status }), ...transaction, ...transaction]);
};

/** Another transaction had one of the items; the others would have been written. */
const conflict = ({ input }: Call, choose: <T>(list: readonly T[]) => T): AwsError[] => {
  const items = (input.TransactItems ?? []) as unknown[];
  const at = choose([...items.keys()]);
  const CancellationReasons = items.map((_, index) =>
    index === at
      ? { Code: 'TransactionConflict', Message: 'Transaction is ongoing for the item' }
      : { Code: 'None', Message: null },
  );
  return [new AwsError('TransactionCanceledException', CONFLICT, { detail: { CancellationReasons } })];
};

/** What a caller hears when the answer is lost: the service failed, for all it knows. */
export const lostAnswer = ({ service }: Call): AwsError => {
  const [code] = OVERLOAD[service]?.find(([, status]) => status >= 500) ?? ['InternalFailure'];
  return new AwsError(code, 'The answer was lost.', { status: 500 });
};
