import { queryOptions } from '@tanstack/react-query';
import { fetchAuthSession, signOut } from 'aws-amplify/auth';
import { createContext, useContext } from 'react';

export const ROLES = ['APPROVERS', 'OPERATORS', 'VIEWERS'] as const;
export type Role = (typeof ROLES)[number];

/** `name` is how the backend names this person where it says who did something. */
export type Session = { email: string; name: string; roles: readonly Role[] };

const ROLE_NAMES: Record<Role, string> = { APPROVERS: 'Approver', OPERATORS: 'Operator', VIEWERS: 'Viewer' };

/** The roles among a token's groups, strongest first; groups of other applications are none of ours. */
export function rolesOf(groups: unknown): Role[] {
  return Array.isArray(groups) ? ROLES.filter((role) => groups.includes(role)) : [];
}

export function roleNames(roles: readonly Role[]): string {
  return roles.length === 0 ? 'No role' : roles.map((role) => ROLE_NAMES[role]).join(', ');
}

/** What a person may do. The backend refuses the rest anyway: this only keeps the screen honest. */
export function permissionsOf(roles: readonly Role[]) {
  const operates = roles.includes('OPERATORS');
  const approves = roles.includes('APPROVERS');
  return {
    placeOrders: operates,
    adjustStock: operates,
    importStock: operates,
    acknowledge: operates || approves,
    decide: approves,
    receive: operates,
    requestPurchaseOrders: operates,
    changePurchasing: approves,
  };
}

async function readSession(): Promise<Session | null> {
  const { tokens } = await fetchAuthSession();
  if (!tokens) return null;
  const email = tokens.idToken?.payload.email ?? tokens.accessToken.payload.username;
  const name = tokens.idToken?.payload.name ?? email;
  return {
    email: String(email ?? ''),
    name: String(name ?? ''),
    roles: rolesOf(tokens.accessToken.payload['cognito:groups']),
  };
}

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: readSession,
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
  retry: 1,
});

export const endSession = () => signOut();

export const SessionContext = createContext<Session>({ email: '', name: '', roles: [] });

export function useSession(): Session {
  return useContext(SessionContext);
}

export function usePermissions() {
  return permissionsOf(useSession().roles);
}
