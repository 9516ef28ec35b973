import { defineAuth } from '@aws-amplify/backend';

/** Readers sign themselves up and prove their address with a code by mail. */
export const auth = defineAuth({ loginWith: { email: true }, groups: ['LIBRARIANS'] });
