import { AwsError } from '../../gateway/aws-error.ts';
import type { House, Operation } from '../../gateway/service.ts';
import type { FunctionBook } from './function-book.ts';

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

/** Who may invoke a function, beside those whose own policy says so. */
export const policyOperations = (house: House, book: FunctionBook): Record<string, Operation> => {
  const policies = house.store.collection<Statement[]>('lambda.policy');
  const notFound = () =>
    new AwsError('ResourceNotFoundException', 'The resource you requested does not exist.', { status: 404 });
  return {
    AddPermission(input: Permission) {
      const { name, arn } = book.get(input.FunctionName);
      const statements = policies.get(name) ?? [];
      if (statements.some(({ Sid }) => Sid === input.StatementId))
        throw new AwsError(
          'ResourceConflictException',
          `The statement id (${input.StatementId}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
          {
            status: 409,
          },
        );
      const statement = statementOf(input, arn);
      policies.put(name, [...statements, statement]);
      return { Statement: JSON.stringify(statement) };
    },
    RemovePermission(input: { FunctionName: string; StatementId: string }) {
      const { name } = book.get(input.FunctionName);
      const statements = policies.get(name) ?? [];
      const left = statements.filter(({ Sid }) => Sid !== input.StatementId);
      if (left.length === statements.length) throw notFound();
      policies.put(name, left);
    },
    GetPolicy(input: { FunctionName: string }) {
      const { name } = book.get(input.FunctionName);
      const statements = policies.get(name) ?? [];
      if (statements.length === 0) throw notFound();
      return { Policy: JSON.stringify({ Version: '2012-10-17', Id: 'default', Statement: statements }) };
    },
  };
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
