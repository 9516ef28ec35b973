import { parsePolicy } from '../../authorization/policy-document.ts';
import { AwsError } from '../../gateway/aws-error.ts';
import type { House, Operation } from '../../gateway/service.ts';
import type { FunctionBook } from './function-book.ts';
import { functionName } from './function-record.ts';

interface Permission {
  FunctionName: string;
  StatementId: string;
  Action: string;
  Principal: string;
  SourceArn?: string;
  SourceAccount?: string;
  PrincipalOrgID?: string;
  EventSourceToken?: string;
  FunctionUrlAuthType?: string;
}

type Statement = Record<string, unknown> & { Sid: string };

export interface FunctionPolicies {
  operations: Record<string, Operation>;
  /** The policy of the function with this ARN. */
  policyOf(functionArn: string): string | undefined;
  /** The function is gone, and its policy with it. */
  forget(name: string): void;
}

/** Who may invoke a function, beside those whose own policy says so. */
export const functionPolicies = (house: House, book: FunctionBook): FunctionPolicies => {
  const stored = house.store.collection<Statement[]>('lambda.policy');
  const texts = new Map<string, string>();
  const textOf = (statements: Statement[]) =>
    JSON.stringify({ Version: '2012-10-17', Id: 'default', Statement: statements });
  for (const [name, statements] of stored.entries()) if (statements.length > 0) texts.set(name, textOf(statements));
  const put = (name: string, statements: Statement[]) => {
    const text = textOf(statements);
    if (statements.length === 0) texts.delete(name);
    else {
      checkPolicy(text);
      texts.set(name, text);
    }
    stored.put(name, statements);
  };
  const notFound = () =>
    new AwsError('ResourceNotFoundException', 'The resource you requested does not exist.', { status: 404 });
  const operations: Record<string, Operation> = {
    AddPermission(input: Permission) {
      const { name, arn } = book.get(input.FunctionName);
      const statements = stored.get(name) ?? [];
      if (statements.some(({ Sid }) => Sid === input.StatementId))
        throw new AwsError(
          'ResourceConflictException',
          `The statement id (${input.StatementId}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
          { status: 409 },
        );
      const statement = statementOf(input, arn);
      put(name, [...statements, statement]);
      return { Statement: JSON.stringify(statement) };
    },
    RemovePermission(input: { FunctionName: string; StatementId: string }) {
      const { name } = book.get(input.FunctionName);
      const statements = stored.get(name) ?? [];
      const left = statements.filter(({ Sid }) => Sid !== input.StatementId);
      if (left.length === statements.length) throw notFound();
      put(name, left);
    },
    GetPolicy(input: { FunctionName: string }) {
      const Policy = texts.get(book.get(input.FunctionName).name);
      if (Policy === undefined) throw notFound();
      return { Policy };
    },
  };
  return {
    operations,
    policyOf: (functionArn) => texts.get(functionName(functionArn)),
    forget(name) {
      texts.delete(name);
      stored.delete(name);
    },
  };
};

/** What the endpoint could not evaluate it does not keep. */
const checkPolicy = (text: string): void => {
  try {
    parsePolicy(text, 'resource');
  } catch (error) {
    throw new AwsError('InvalidParameterValueException', error instanceof Error ? error.message : String(error));
  }
};

const statementOf = (input: Permission, Resource: string): Statement => {
  const { Principal, SourceArn, SourceAccount, PrincipalOrgID, EventSourceToken, FunctionUrlAuthType } = input;
  const Condition = {
    ...(SourceArn && { ArnLike: { 'AWS:SourceArn': SourceArn } }),
    ...((SourceAccount || PrincipalOrgID || EventSourceToken || FunctionUrlAuthType) && {
      StringEquals: {
        ...(SourceAccount && { 'AWS:SourceAccount': SourceAccount }),
        ...(PrincipalOrgID && { 'aws:PrincipalOrgID': PrincipalOrgID }),
        ...(EventSourceToken && { 'lambda:EventSourceToken': EventSourceToken }),
        ...(FunctionUrlAuthType && { 'lambda:FunctionUrlAuthType': FunctionUrlAuthType }),
      },
    }),
  };
  return {
    Sid: input.StatementId,
    Effect: 'Allow',
    Principal:
      Principal === '*' ? '*' : /amazonaws\.com$/.test(Principal) ? { Service: Principal } : { AWS: Principal },
    Action: input.Action,
    Resource,
    ...(Object.keys(Condition).length > 0 && { Condition }),
  };
};
