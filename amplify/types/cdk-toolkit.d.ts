/**
 * Amplify's types name these of the CDK toolkit, which brings the types of two dozen AWS SDK clients along: half of all
 * that `ampx` would read to check this backend, which touches none of them. tsconfig.json puts this in their place.
 */
export type ToolkitAction = string;
export type IoMessage<Data> = { data: Data };
export type IoRequest<Data, Answer> = IoMessage<Data> & { defaultResponse: Answer };
