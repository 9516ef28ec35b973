import type { House } from '../../gateway/service.ts';
import { type Records, records } from './records.ts';

export interface Mail {
  to: string;
  subject: string;
  body: string;
}

export interface IdpDeps {
  /** Puts a mail where a person can read it. Codes and temporary passwords go this way and no other. */
  sendMail(mail: Mail): Promise<void> | void;
}

/** What every part of the service works with. */
export interface Idp extends Records {
  house: House;
  sendMail: IdpDeps['sendMail'];
}

export const createIdp = (house: House, { sendMail }: IdpDeps): Idp => ({ ...records(house.store), house, sendMail });

/** The JSON protocol carries timestamps as seconds. */
export const seconds = (milliseconds: number): number => milliseconds / 1000;
