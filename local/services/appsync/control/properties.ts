import { AwsError, Unsupported } from '../../../gateway/aws-error.ts';
import type { Properties } from '../../../gateway/service.ts';
import type { AppSyncDeps } from '../deps.ts';

export function text(properties: Properties, name: string): string {
  const value = properties[name];
  if (typeof value === 'string' && value !== '') return value;
  throw new AwsError('BadRequestException', `${name} is required.`);
}

export function optionalText(properties: Properties, name: string): string | undefined {
  const value = properties[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export const optionalNumber = (properties: Properties, name: string): number | undefined =>
  properties[name] === undefined ? undefined : Number(properties[name]);

export const asRecord = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};

export const asList = (value: unknown): Record<string, unknown>[] => (Array.isArray(value) ? value.map(asRecord) : []);

/** Refuses by name each property that is set and not imitated. */
export function refuse(type: string, properties: Properties, names: readonly string[]): void {
  for (const name of names) {
    if (properties[name] !== undefined) throw new Unsupported(`the property ${name} of ${type}`);
  }
}

/** The text of `Name`, or of the object that `NameS3Location` points at. */
export async function located(properties: Properties, name: string, deps: AppSyncDeps): Promise<string | undefined> {
  const inline = optionalText(properties, name);
  const location = optionalText(properties, `${name}S3Location`);
  if (inline !== undefined || location === undefined) return inline;
  const found = /^s3:\/\/([^/]+)\/(.+)$/.exec(location) ?? /^https:\/\/s3[^/]*\/([^/]+)\/(.+)$/.exec(location);
  if (!found) throw new AwsError('BadRequestException', `${name}S3Location is no S3 URL: ${location}`);
  return (await deps.readObject(found[1] ?? '', found[2] ?? '')).toString();
}
