/** The package ships no types of its own. */
declare module 'asl-validator' {
  interface ValidationError {
    'Error code': string;
    Message?: string;
    path?: string;
    'Schema errors'?: { instancePath?: string; message?: string }[];
  }
  const validate: (
    definition: unknown,
    options?: { checkPaths?: boolean; checkArn?: boolean },
  ) => { isValid: boolean; errors: ValidationError[] };
  export default validate;
}
