import type { UsedGrant } from '../../local/authorization/used-access.ts';
import type { DeployedRole } from './grants.ts';

/** Roles that Amplify and CDK make for themselves: listed, not squeezed. */
const GENERATED: readonly { name: RegExp; by: string }[] = [
  // `<model>IAMRole<hash>-<api>-NONE`, where a long model name leaves less of the word.
  { name: /IA(MRole)?\w*-\w+-NONE$/, by: 'Amplify Data, for a model table' },
  { name: /^Fn[A-Z]/, by: 'Amplify Data, to call a function of ours' },
  { name: /^Amplify(ManagedTable|TableWaiter)/, by: "Amplify Data's table manager" },
  { name: /^amplifyAuth/, by: 'Amplify Auth' },
  { name: /^CustomCDKBucketDeployment/, by: "CDK's bucket deployment" },
  { name: /^CustomS3AutoDelete/, by: "CDK's emptying of buckets" },
];

export const generatedBy = ({ name, arn }: DeployedRole): string | undefined =>
  GENERATED.find((kind) => kind.name.test(name) || kind.name.test(arn.slice(arn.lastIndexOf('/') + 1)))?.by;

/** Grants that AWS cannot do without and nothing here can use, each with its reason. */
const EXEMPT: readonly { fits: (grant: UsedGrant) => boolean; because: string }[] = [
  {
    fits: ({ action, resource }) => action.startsWith('xray:') && resource === '*',
    because: 'tracing of state machines: the endpoint keeps no traces, and X-Ray knows no resources',
  },
];

export const exemptBecause = (grant: UsedGrant): string | undefined => EXEMPT.find(({ fits }) => fits(grant))?.because;

/** Grants on every resource, each with the reason why there is no narrower one. */
const EVERYWHERE: readonly { fits: (grant: UsedGrant) => boolean; because: string }[] = [
  {
    fits: ({ policy }) => policy === 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole',
    because: "AWS's own policy, which Amplify gives every function for its logs",
  },
  {
    fits: ({ policy, action }) => /StateMachineRole/.test(policy) && action.startsWith('logs:'),
    because: 'log delivery of a state machine: https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html',
  },
  { fits: ({ action }) => action === 'dynamodb:ListStreams', because: 'an action that knows no resource' },
  { fits: ({ action }) => action.startsWith('xray:'), because: 'X-Ray knows no resources' },
];

export const everywhereBecause = (grant: UsedGrant): string | undefined =>
  EVERYWHERE.find(({ fits }) => fits(grant))?.because;
