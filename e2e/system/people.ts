import { DEMO_USERS } from '../../amplify/seed/demo-users.ts';
import type { Backend } from './backend.ts';
import { OUTSIDER, PASSWORD, sessionAt } from './deployment.ts';
import { signInWith, tokenIn } from './sessions.ts';

export type Who = 'viewer' | 'operator' | 'approver' | 'manager' | 'outsider';

export const user = (who: Who) => {
  const found = [...DEMO_USERS, OUTSIDER].find(({ email }) => email.startsWith(`${who}@`));
  if (!found) throw new Error(`There is no user ${who}.`);
  return found;
};

export interface Answer<Data = Record<string, unknown>> {
  data?: Data | null;
  errors?: { message: string; errorType?: string; path?: unknown[] }[];
}

const MINUTES_A_TOKEN_IS_USED = 30;

/** Signs in by the client's own SRP; from then on the client acts as this user. */
export async function signInAs(backend: Backend, who: Who): Promise<string> {
  return tokenIn(await signInWith(backend.outputs, user(who).email, PASSWORD), 'accessToken');
}

/** People who send GraphQL documents with the tokens of their own session. */
export class People {
  #backend: Backend;
  #tokens = new Map<Who, { token: string; until: number }>();

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  async token(who: Who): Promise<string> {
    const now = this.#backend.clock.now();
    const known = this.#tokens.get(who);
    if (known && known.until > now) return known.token;
    const { url, outputs } = this.#backend;
    const token = tokenIn(await sessionAt(url, outputs, user(who).email), 'accessToken');
    this.#tokens.set(who, { token, until: now + MINUTES_A_TOKEN_IS_USED * 60_000 });
    return token;
  }

  /** The whole answer, errors and all. */
  async send<Data>(who: Who, query: string, variables: object = {}): Promise<Answer<Data>> {
    return (await sendWith<Data>(this.#backend, await this.token(who), query, variables)).body;
  }

  /** The value of the document's one field. Throws the first error's message. */
  async ask<Value>(who: Who, query: string, variables: object = {}): Promise<Value> {
    const { data, errors } = await this.send<Record<string, Value>>(who, query, variables);
    if (errors?.length) throw new Error(errors.map(({ message }) => message).join('; '));
    return Object.values(data ?? {})[0] as Value;
  }
}

/** Sends a document with any token, or none. */
export async function sendWith<Data>(
  backend: Backend,
  token: string | undefined,
  query: string,
  variables: object = {},
): Promise<{ status: number; body: Answer<Data> }> {
  const response = await fetch(backend.outputs.data.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: token }) },
    body: JSON.stringify({ query, variables }),
  });
  return { status: response.status, body: (await response.json()) as Answer<Data> };
}
