import type { House, Service } from './gateway/service.ts';
import { createS3 } from './services/s3/s3.ts';

export interface ServiceOptions {
  dynamoDbEndpoint?: string | undefined;
}

/** Every service, in the order in which they start: what others lean on comes first. They stop in reverse. */
export function createServices(house: House, _options: ServiceOptions): Service[] {
  const s3 = createS3(house);
  return [s3];
}
