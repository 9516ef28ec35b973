/** A template that cannot be evaluated. It names what it stumbled over: nothing unknown becomes null in silence. */
export class TemplateError extends Error {
  override name = 'TemplateError';
}
