import type { PolicyDocument } from './policy-document.ts';

/** All that decides what a role may do and who may assume it. */
export interface RolePolicies {
  roleArn: string;
  roleId: string;
  tags: Readonly<Record<string, string>>;
  trust: PolicyDocument;
  /** Inline policies by name, then managed ones by ARN. */
  identity: { name: string; document: PolicyDocument }[];
  /** What the role may do at most, where it has a permissions boundary. */
  boundary?: PolicyDocument;
}
