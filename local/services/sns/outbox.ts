import { randomUUID } from 'node:crypto';
import type { House, HttpRequest, HttpResponse } from '../../gateway/service.ts';
import type { Collection } from '../../store/store.ts';
import { outboxPage } from './outbox-page.ts';

export interface Mail {
  id: string;
  to: string;
  subject: string;
  body: string;
  /** Milliseconds since the epoch. */
  sentAt: number;
  /** Of a confirmation mail: what confirms the subscription. */
  confirmationToken?: string;
}

export type NewMail = Pick<Mail, 'to' | 'subject' | 'body' | 'confirmationToken'>;

const KEPT = 500;

/** Where e-mail ends up locally: a page that a person reads in the browser. Nothing leaves the machine. */
export class Outbox {
  #house: House;
  #mails: Collection<Mail>;
  #keys: string[];
  #count = 0;

  constructor(house: House) {
    this.#house = house;
    this.#mails = house.store.collection('sns.mail');
    this.#keys = this.#mails.entries().map(([key]) => key);
  }

  send(mail: NewMail): void {
    const sentAt = this.#house.clock.now();
    this.#count += 1;
    const key = `${String(sentAt).padStart(14, '0')}-${String(this.#count).padStart(9, '0')}`;
    this.#mails.put(key, { id: randomUUID(), ...mail, sentAt });
    this.#keys.push(key);
    while (this.#keys.length > KEPT) this.#mails.delete(this.#keys.shift() ?? '');
  }

  /** Newest first. */
  mails(): Mail[] {
    return this.#mails
      .entries()
      .map(([, mail]) => mail)
      .reverse();
  }

  /** `/_outbox`, `/_outbox.json` and the form of a confirmation mail. A GET changes nothing. */
  async handle({ url, method, body }: HttpRequest, confirm: (token: string) => boolean): Promise<HttpResponse> {
    if (url.pathname === '/_outbox/confirm') {
      if (method !== 'POST') return { status: 405, headers: { allow: 'POST' } };
      const done = confirm(new URLSearchParams(body.toString('utf8')).get('token') ?? '');
      return { status: 303, headers: { location: `/_outbox?confirmed=${done ? 'yes' : 'no'}` } };
    }
    if (method !== 'GET' && method !== 'HEAD') return { status: 405, headers: { allow: 'GET' } };
    if (url.pathname === '/_outbox.json') {
      const mails = this.mails().map(({ confirmationToken, ...mail }) => ({
        ...mail,
        sentAt: new Date(mail.sentAt).toISOString(),
        ...(confirmationToken && { confirmationToken }),
      }));
      return {
        status: 200,
        headers: { ...privately, 'content-type': 'application/json' },
        body: JSON.stringify({ mails }),
      };
    }
    if (url.pathname !== '/_outbox' && url.pathname !== '/_outbox/') return { status: 404 };
    const page = outboxPage(this.mails(), url.searchParams.get('confirmed'));
    return { status: 200, headers: { ...privately, ...page.headers }, body: page.html };
  }
}

/** Mails hold codes and confirmations: no other site may read them through the browser. */
const privately = {
  'cache-control': 'no-store',
  'cross-origin-resource-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
};
