import { isDeepStrictEqual } from 'node:util';
import type { loadAwsServiceSpec } from '@aws-cdk/aws-service-spec';
import { UNKNOWN } from './intrinsics.ts';
import { isObject, type Json } from './template.ts';

type SpecDatabase = Awaited<ReturnType<typeof loadAwsServiceSpec>>;
type Resource = NonNullable<ReturnType<typeof lookUp>>;
type ResourceProperties = Resource['properties'];
type PropertyType = ResourceProperties[string]['type'];

const lookUp = (from: SpecDatabase | undefined, type: string) =>
  from?.lookup('resource', 'cloudFormationType', 'equals', type)[0];

/** One for the whole process: it takes about a second and 40 MB, so the first deploy loads it and not the start. */
let database: Promise<SpecDatabase> | undefined;

/** What AWS publishes of its resource types: properties, their types, which are required, which cause a replacement. */
export class Specification {
  #loaded: SpecDatabase | undefined;

  async load(): Promise<void> {
    database ??= import('@aws-cdk/aws-service-spec').then((spec) => spec.loadAwsServiceSpec());
    this.#loaded = await database;
  }

  /** What is wrong with a resource's properties, each as CloudFormation words it. A type AWS does not have has no faults. */
  faults(type: string, properties: Json): string[] {
    const resource = this.#find(type);
    const faults: string[] = [];
    if (resource) this.#checkObject('#', properties, resource.properties, faults);
    return faults;
  }

  hasAttribute(type: string, attribute: string): boolean {
    const resource = this.#find(type);
    return !resource || attribute in resource.attributes || attribute in resource.properties;
  }

  /** Whether a change of these properties makes a new resource. */
  causesReplacement(type: string, before: Json, after: Json): boolean {
    const resource = this.#find(type);
    if (!resource) return false;
    const isChanged = (path: string[]) => !isDeepStrictEqual(at(before, path), at(after, path));
    const own = Object.entries(resource.properties).filter(([, { causesReplacement }]) => causesReplacement === 'yes');
    return own.some(([name]) => isChanged([name])) || (resource.additionalReplacementProperties ?? []).some(isChanged);
  }

  /** The names of the properties that identify a resource of the type to Cloud Control. */
  primaryIdentifier(type: string): string[] {
    return this.#find(type)?.primaryIdentifier ?? [];
  }

  #find(type: string): Resource | undefined {
    return lookUp(this.#loaded, type);
  }

  #checkObject(path: string, value: Json, known: ResourceProperties, faults: string[]): void {
    for (const [name, item] of Object.entries(value)) {
      const property = Object.hasOwn(known, name) ? known[name] : undefined;
      if (!property) faults.push(`${path}: extraneous key [${name}] is not permitted`);
      else {
        const types = [property.type, ...(property.previousTypes ?? [])];
        this.#checkTypes(`${path}/${name}`, item, types, faults);
      }
    }
    for (const [name, property] of Object.entries(known)) {
      if (property.required && !Object.hasOwn(value, name)) faults.push(`${path}: required key [${name}] not found`);
    }
  }

  /** Fits when one type has no fault; else tells those of the type that it comes closest to. */
  #checkTypes(path: string, value: unknown, types: readonly PropertyType[], faults: string[]): void {
    const perType = types.map((type) => {
      const found: string[] = [];
      this.#check(path, value, type, found);
      return found;
    });
    if (perType.some((found) => found.length === 0)) return;
    const sameKind = perType.find((found) => !found.some((fault) => fault.startsWith(`${path}: expected`)));
    faults.push(...(sameKind ?? perType[0] ?? []));
  }

  #check(path: string, value: unknown, type: PropertyType, faults: string[]): void {
    if (value === UNKNOWN) return;
    const expect = (holds: boolean, what: string) => {
      if (!holds) faults.push(`${path}: expected type: ${what}, found: ${kindOf(value)}`);
      return holds;
    };
    switch (type.type) {
      case 'string':
      case 'date-time':
        if (
          expect(!isObject(value) && !Array.isArray(value), 'String') &&
          'allowedValues' in type &&
          type.allowedValues
        ) {
          if (!type.allowedValues.includes(String(value)))
            faults.push(`${path}: ${String(value)} is not a valid enum value`);
        }
        return;
      // Texts are taken for numbers and truth values: that is how parameters arrive.
      case 'number':
        return void expect(isNumeric(value), 'Number');
      case 'integer':
        return void expect(isNumeric(value) && Number.isInteger(Number(value)), 'Integer');
      case 'boolean':
        return void expect(typeof value === 'boolean' || value === 'true' || value === 'false', 'Boolean');
      case 'null':
        return void expect(value === null, 'Null');
      case 'json':
        return void expect(isObject(value) || Array.isArray(value) || typeof value === 'string', 'JSONObject');
      case 'tag':
        if (expect(isObject(value), 'JSONObject')) this.#checkObject(path, value as Json, TAG, faults);
        return;
      case 'array':
        if (!expect(Array.isArray(value), 'JSONArray')) return;
        for (const [index, item] of (value as unknown[]).entries())
          this.#check(`${path}/${index}`, item, type.element, faults);
        return;
      case 'map':
        if (!expect(isObject(value), 'JSONObject')) return;
        for (const [key, item] of Object.entries(value as Json))
          this.#check(`${path}/${key}`, item, type.element, faults);
        return;
      case 'union':
        this.#checkTypes(path, value, type.types, faults);
        return;
      case 'ref': {
        const definition = this.#loaded?.get('typeDefinition', type.reference.$ref);
        if (definition && expect(isObject(value), 'JSONObject'))
          this.#checkObject(path, value as Json, definition.properties, faults);
      }
    }
  }
}

const TAG: ResourceProperties = {
  Key: { type: { type: 'string' }, required: true },
  Value: { type: { type: 'string' } },
};

const isNumeric = (value: unknown) =>
  typeof value === 'number' || (typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value)));

const kindOf = (value: unknown) =>
  Array.isArray(value) ? 'JSONArray' : isObject(value) ? 'JSONObject' : value === null ? 'Null' : capital(typeof value);

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

function at(value: unknown, [name, ...rest]: string[]): unknown {
  if (name === undefined) return value;
  if (name === '*') return Array.isArray(value) ? value.map((item) => at(item, rest)) : undefined;
  return at(isObject(value) ? value[name] : undefined, rest);
}
