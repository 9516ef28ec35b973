import { compileJavaScript } from '../js/module.ts';
import type { Mapping } from '../model.ts';
import { compileTemplate, type Template } from '../vtl/template.ts';
import { TemplateError } from '../vtl/template-error.ts';
import type { ResolverContext } from './resolver-context.ts';
import { ResolverError } from './resolver-error.ts';
import type { Run } from './run.ts';

/** What a mapping answered; `early` ends the function (or resolver) with that value. */
export type Mapped = { value: unknown } | { early: unknown };
export type Map = (run: Run, context: ResolverContext) => Mapped;

/** The two halves around a data source. */
export interface Stage {
  request: Map;
  response: Map;
}

export function compileMapping({ code, requestTemplate, responseTemplate }: Mapping): Stage {
  if (code !== undefined) return compileJavaScript(code);
  if (requestTemplate === undefined && responseTemplate === undefined) return DIRECT;
  return {
    request: requestTemplate === undefined ? () => ({ value: {} }) : fromTemplate(requestTemplate),
    response: responseTemplate === undefined ? DIRECT.response : fromTemplate(responseTemplate),
  };
}

/** Without a mapping a Lambda function gets the whole context, and its answer is the field's. */
const DIRECT: Stage = {
  request: (_, { arguments: args, identity, source, request, prev, info, stash }) => ({
    value: {
      version: '2018-05-29',
      operation: 'Invoke',
      payload: { arguments: args, identity, source, request, prev, info, stash },
    },
  }),
  response: (_, { error, result }) => {
    if (error) throw new ResolverError(error.message, error.type);
    return { value: result };
  },
};

/** Templates are compiled at their first use: an API has hundreds, and most are never asked for. */
function fromTemplate(source: string): Map {
  let template: Template | undefined;
  return (run, context) => {
    template ??= compile(source);
    const answer = evaluate(template, run, context);
    if ('returned' in answer) return { early: answer.returned };
    const text = answer.text.trim();
    return { value: text === '' ? null : parse(text) };
  };
}

function compile(source: string): Template {
  try {
    return compileTemplate(source);
  } catch (error) {
    throw new ResolverError(`Unable to compile the mapping template: ${(error as Error).message}`, 'MappingTemplate');
  }
}

function evaluate(template: Template, run: Run, context: ResolverContext): ReturnType<Template> {
  try {
    return template(run, context as unknown as Record<string, unknown>);
  } catch (error) {
    if (error instanceof TemplateError || error instanceof SyntaxError) {
      throw new ResolverError(`Unable to transform the mapping template: ${error.message}`, 'MappingTemplate');
    }
    throw error;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ResolverError(`Unable to parse the JSON document: '${text}'`, 'MappingTemplate');
  }
}
