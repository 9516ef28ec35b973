import { a, type ClientSchema, defineData } from '@aws-amplify/backend';
import { countWords } from '../functions/count-words/resource';

const schema = a.schema({
  Book: a
    .model({
      title: a.string().required(),
      shelf: a.enum(['FICTION', 'SCIENCE']),
      notes: a.hasMany('Note', 'bookId'),
    })
    .authorization((allow) => [allow.group('LIBRARIANS'), allow.authenticated().to(['read'])]),
  Note: a
    .model({
      text: a.string().required(),
      stars: a.integer(),
      bookId: a.id(),
      book: a.belongsTo('Book', 'bookId'),
    })
    .authorization((allow) => [allow.owner(), allow.group('LIBRARIANS').to(['read'])]),
  countWords: a
    .query()
    .arguments({ text: a.string().required() })
    .returns(a.string())
    .handler(a.handler.function(countWords))
    .authorization((allow) => [allow.authenticated()]),
});

export type Schema = ClientSchema<typeof schema>;
export const data = defineData({ schema, authorizationModes: { defaultAuthorizationMode: 'userPool' } });
