import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AwsError } from '../../gateway/aws-error.ts';
import type { House } from '../../gateway/service.ts';
import { type FunctionRecord, functionName } from './function-record.ts';
import { unzip } from './zip.ts';

/** Every function and its unzipped code. */
export class FunctionBook {
  #house: House;
  #records;
  #codeFolder: string;
  #cache = new Map<string, FunctionRecord>();

  constructor(house: House) {
    this.#house = house;
    this.#records = house.store.collection<FunctionRecord>('lambda.function');
    this.#codeFolder = join(house.folder('lambda'), 'code');
    mkdirSync(this.#codeFolder, { recursive: true });
    // A bundle without a package.json must not take over the module type of whatever project it is unzipped below.
    writeFileSync(join(this.#codeFolder, 'package.json'), '{}');
    for (const [name, record] of this.#records.entries()) this.#cache.set(name, record);
  }

  all(): FunctionRecord[] {
    return [...this.#cache.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
  }

  find(nameOrArn: string): FunctionRecord | undefined {
    return this.#cache.get(functionName(nameOrArn));
  }

  get(nameOrArn: string): FunctionRecord {
    const record = this.find(nameOrArn);
    if (record) return record;
    throw new AwsError('ResourceNotFoundException', `Function not found: ${this.arn(functionName(nameOrArn))}`, {
      status: 404,
    });
  }

  arn(name: string): string {
    return `arn:aws:lambda:${this.#house.region}:${this.#house.account}:function:${name}`;
  }

  /** Keeps a new or changed function under a new revision. */
  put(record: Omit<FunctionRecord, 'revisionId' | 'lastModified'>): FunctionRecord {
    const lastModified = new Date(this.#house.clock.now()).toISOString().replace('Z', '+0000');
    const kept = { ...record, lastModified, revisionId: randomUUID() };
    this.#records.put(kept.name, kept);
    this.#cache.set(kept.name, kept);
    return kept;
  }

  delete(name: string): void {
    this.#records.delete(name);
    this.#cache.delete(name);
    rmSync(join(this.#codeFolder, name), { recursive: true, force: true });
  }

  /** Unzips `archive` for the function `name`, beside the code that may still be running. */
  keepCode(name: string, archive: Buffer): Pick<FunctionRecord, 'codeSha256' | 'codeSize'> {
    const hash = createHash('sha256').update(archive);
    const codeSha256 = hash.digest('base64');
    const folder = this.#folder(name, codeSha256);
    if (!existsSync(join(folder, '.complete'))) {
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder, { recursive: true });
      unzip(archive, folder);
      writeFileSync(join(folder, '.complete'), '');
    }
    this.#sweep(name, codeSha256);
    return { codeSha256, codeSize: archive.length };
  }

  codeFolder({ name, codeSha256 }: FunctionRecord): string {
    return this.#folder(name, codeSha256);
  }

  #folder(name: string, codeSha256: string): string {
    return join(this.#codeFolder, name, Buffer.from(codeSha256, 'base64').toString('hex').slice(0, 32));
  }

  /** Removes code that is neither the new nor the one it replaces: that one may still be loading modules. */
  #sweep(name: string, codeSha256: string): void {
    const replaced = this.#cache.get(name)?.codeSha256;
    const kept = [codeSha256, replaced ?? codeSha256].map((each) => this.#folder(name, each));
    for (const entry of readdirSync(join(this.#codeFolder, name))) {
      const folder = join(this.#codeFolder, name, entry);
      if (!kept.includes(folder)) rmSync(folder, { recursive: true, force: true });
    }
  }
}
