import type { JWK } from 'jose';
import type { Store } from '../../store/store.ts';
import type { Verifier } from './srp.ts';

export interface SchemaAttribute {
  Name: string;
  AttributeDataType?: string;
  Mutable?: boolean;
  Required?: boolean;
  StringAttributeConstraints?: { MinLength?: string; MaxLength?: string };
  NumberAttributeConstraints?: { MinValue?: string; MaxValue?: string };
}

export interface MessageTemplate {
  EmailMessage?: string;
  EmailSubject?: string;
}

/** The properties of `AWS::Cognito::UserPool` that the endpoint acts on; see resources/user-pool.ts for those it refuses. */
export interface PoolSettings {
  UserPoolName?: string;
  Policies?: { PasswordPolicy?: PasswordPolicy };
  AdminCreateUserConfig?: { AllowAdminCreateUserOnly?: boolean; InviteMessageTemplate?: MessageTemplate };
  AutoVerifiedAttributes?: string[];
  EmailVerificationMessage?: string;
  EmailVerificationSubject?: string;
  VerificationMessageTemplate?: MessageTemplate;
  UserAttributeUpdateSettings?: { AttributesRequireVerificationBeforeUpdate?: string[] };
  UsernameAttributes?: string[];
  UsernameConfiguration?: { CaseSensitive?: boolean };
  Schema?: SchemaAttribute[];
  LambdaConfig?: LambdaConfig;
  DeletionProtection?: string;
  AccountRecoverySetting?: unknown;
  UserPoolTags?: Record<string, string>;
}

export interface LambdaConfig {
  PreSignUp?: string;
  PostConfirmation?: string;
  PreAuthentication?: string;
  PostAuthentication?: string;
  CustomMessage?: string;
  PreTokenGeneration?: string;
  PreTokenGenerationConfig?: { LambdaArn: string; LambdaVersion: string };
}

export interface PasswordPolicy {
  MinimumLength?: number;
  RequireLowercase?: boolean;
  RequireUppercase?: boolean;
  RequireNumbers?: boolean;
  RequireSymbols?: boolean;
  TemporaryPasswordValidityDays?: number;
}

export interface Pool {
  id: string;
  arn: string;
  name: string;
  /** Milliseconds since the epoch, as everywhere in the store. */
  created: number;
  modified: number;
  settings: PoolSettings;
}

export interface Client {
  id: string;
  poolId: string;
  name: string;
  secret?: string;
  created: number;
  modified: number;
  settings: ClientSettings;
}

/** The properties of `AWS::Cognito::UserPoolClient` that the endpoint acts on. */
export interface ClientSettings {
  ExplicitAuthFlows?: string[];
  PreventUserExistenceErrors?: 'ENABLED' | 'LEGACY';
  TokenValidityUnits?: { AccessToken?: string; IdToken?: string; RefreshToken?: string };
  AccessTokenValidity?: number;
  IdTokenValidity?: number;
  RefreshTokenValidity?: number;
  /** Minutes. */
  AuthSessionValidity?: number;
  EnableTokenRevocation?: boolean;
  RefreshTokenRotation?: { Feature?: string; RetryGracePeriodSeconds?: number };
  ReadAttributes?: string[];
  WriteAttributes?: string[];
}

export type UserStatus = 'UNCONFIRMED' | 'CONFIRMED' | 'FORCE_CHANGE_PASSWORD' | 'RESET_REQUIRED';

export interface User {
  poolId: string;
  /** The user's key: a generated UUID where people sign in by e-mail address, else the name as given. */
  username: string;
  attributes: Record<string, string>;
  enabled: boolean;
  status: UserStatus;
  created: number;
  modified: number;
  /** Never the password itself. */
  password?: Verifier;
  temporaryPasswordUntil?: number;
  groups: string[];
  failures: number;
  lastFailure: number;
  lockedUntil: number;
}

export interface Group {
  poolId: string;
  name: string;
  description?: string;
  roleArn?: string;
  precedence?: number;
  created: number;
  modified: number;
}

/** One sign-in: what every token made from it has in common. Its end revokes them all. */
export interface Session {
  poolId: string;
  clientId: string;
  username: string;
  originJti: string;
  /** Milliseconds. */
  authTime: number;
  expires: number;
}

export interface RefreshToken {
  sessionKey: string;
  /** Set when rotation has put another in its place: until then it still works, for a client whose answer got lost. */
  goodUntil?: number;
}

/** A sign-in that is under way, by the digest of its secret. */
export interface Challenge {
  kind: 'PASSWORD_VERIFIER' | 'NEW_PASSWORD_REQUIRED';
  poolId: string;
  clientId: string;
  /** Undefined for a user who does not exist: such a sign-in runs to the end, and fails there. */
  username?: string;
  userIdForSrp: string;
  A?: string;
  b?: string;
  B?: string;
  password?: Verifier;
  expires: number;
}

export interface Code {
  code: string;
  expires: number;
  wrong: number;
  /** A new e-mail address that takes effect when the code proves it. */
  pending?: string;
}

export interface PoolKey {
  kid: string;
  privateKey: JWK;
  publicKey: JWK;
}

export const records = (store: Store) => ({
  pools: store.collection<Pool>('cognito-idp.pools'),
  clients: store.collection<Client>('cognito-idp.clients'),
  /** By `<pool>/<username>`. */
  users: store.collection<User>('cognito-idp.users'),
  /** Username by `<pool>/<attribute>/<value>`. */
  aliases: store.collection<string>('cognito-idp.aliases'),
  /** By `<pool>/<name>`. */
  groups: store.collection<Group>('cognito-idp.groups'),
  /** By `<pool>/<username>/<origin_jti>`. */
  sessions: store.collection<Session>('cognito-idp.sessions'),
  /** By the SHA-256 of the token. */
  refreshTokens: store.collection<RefreshToken>('cognito-idp.refresh-tokens'),
  challenges: store.collection<Challenge>('cognito-idp.challenges'),
  /** By `<pool>/<username>/<purpose>`. */
  codes: store.collection<Code>('cognito-idp.codes'),
  keys: store.collection<PoolKey>('cognito-idp.keys'),
});

export type Records = ReturnType<typeof records>;
