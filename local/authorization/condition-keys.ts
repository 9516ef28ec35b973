/**
 * The condition keys whose values the endpoint knows, in lower case: AWS tells keys apart without regard to case.
 * A policy that asks for any other is refused when it arrives. Some are known to be absent: no caller here is an IAM user.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
const GLOBAL = [
  'aws:currenttime',
  'aws:epochtime',
  'aws:principalaccount',
  'aws:principalarn',
  'aws:principalisawsservice',
  'aws:principalservicename',
  'aws:principaltype',
  'aws:requestedregion',
  'aws:resourceaccount',
  'aws:securetransport',
  'aws:sourceaccount',
  'aws:sourcearn',
  'aws:sourceowner',
  'aws:userid',
  'aws:username',
  'aws:viaawsservice',
];

/** What an identity pool's session brings along, for trust policies and for the session's own calls. */
const SESSION = [
  'cognito-identity.amazonaws.com:amr',
  'cognito-identity.amazonaws.com:aud',
  'cognito-identity.amazonaws.com:sub',
];

/** What the services' `access.ts` say about single calls. */
const OF_SERVICES = [
  'dynamodb:enclosingoperation',
  'events:creatoraccount',
  'events:detail-type',
  'events:source',
  'iam:passedtoservice',
  'lambda:functionarn',
  's3:delimiter',
  's3:prefix',
  'sns:endpoint',
  'sns:protocol',
];

const KNOWN = new Set([...GLOBAL, ...SESSION, ...OF_SERVICES]);

export const isKnownConditionKey = (key: string): boolean => {
  const name = key.toLowerCase();
  return KNOWN.has(name) || name.startsWith('aws:principaltag/');
};
