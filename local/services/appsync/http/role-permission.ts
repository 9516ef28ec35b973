import { AwsError } from '../../../gateway/aws-error.ts';
import type { House, Principal } from '../../../gateway/service.ts';

interface Statement {
  Effect: 'Allow' | 'Deny';
  Action?: string | string[];
  Resource?: string | string[];
  Condition?: unknown;
}

/**
 * Whether a signed caller's policies allow an action. The account itself may do all; a role what its policies say.
 * On doubt the answer is no: a grant with a condition or with NotAction/NotResource is none, a denial with one holds.
 */
export async function roleAllows(
  house: House,
  principal: Principal,
  action: string,
  resource: string,
): Promise<boolean> {
  if (principal.kind === 'account') return true;
  if (principal.kind !== 'role') return false;
  const documents = await documentsOf(house, principal.roleArn).catch(noneWhenMissing);
  const statements = documents.flatMap(({ Statement: own }) => own);
  const fits = ({ Action, Resource }: Statement) => matches(Action, action) && matches(Resource, resource);
  const isDenied = statements.some(
    (statement) => statement.Effect === 'Deny' && (!statement.Action || !statement.Resource || fits(statement)),
  );
  return !isDenied && statements.some((item) => item.Effect === 'Allow' && item.Condition === undefined && fits(item));
}

/** A role that IAM does not know has no policies. */
function noneWhenMissing(error: unknown): PolicyDocument[] {
  if (error instanceof AwsError && error.code.startsWith('NoSuchEntity')) return [];
  throw error;
}

interface PolicyDocument {
  Statement: Statement | Statement[];
}

/** Inline and attached policies, read through IAM's own operations. */
async function documentsOf(house: House, roleArn: string): Promise<PolicyDocument[]> {
  const RoleName = roleArn.slice(roleArn.lastIndexOf('/') + 1);
  const iam = <Output>(operation: string, input: Record<string, unknown>) =>
    house.aws.call<Output>({
      service: 'iam',
      operation,
      input,
      principal: { kind: 'service', service: 'appsync.amazonaws.com' },
    });
  const read = (text: string) => JSON.parse(decodeURIComponent(text)) as PolicyDocument;
  const inline = await iam<{ PolicyNames: string[] }>('ListRolePolicies', { RoleName });
  const attached = await iam<{ AttachedPolicies: { PolicyArn: string }[] }>('ListAttachedRolePolicies', { RoleName });
  return Promise.all([
    ...inline.PolicyNames.map(async (PolicyName) => {
      const { PolicyDocument: text } = await iam<{ PolicyDocument: string }>('GetRolePolicy', { RoleName, PolicyName });
      return read(text);
    }),
    ...attached.AttachedPolicies.map(async ({ PolicyArn }) => {
      const { Policy } = await iam<{ Policy: { DefaultVersionId: string } }>('GetPolicy', { PolicyArn });
      const version = { PolicyArn, VersionId: Policy.DefaultVersionId };
      const { PolicyVersion } = await iam<{ PolicyVersion: { Document: string } }>('GetPolicyVersion', version);
      return read(PolicyVersion.Document);
    }),
  ]);
}

/** IAM's wildcards: `*` any text, `?` one character; actions are told apart without regard to case. */
function matches(patterns: string | string[] | undefined, value: string): boolean {
  return [patterns ?? []].flat().some((pattern) => {
    const expression = pattern
      .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.');
    return new RegExp(`^${expression}$`, 'i').test(value);
  });
}
