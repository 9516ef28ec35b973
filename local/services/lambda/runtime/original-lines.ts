import { existsSync, readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const POSITION = /(?:file:\/\/)?(\/[^\s():]+\.[cm]?js):(\d+):(\d+)/g;
const REFERENCE = /\/\/# sourceMappingURL=(\S+)\s*$/;

/**
 * Turns positions in bundled code into those of its sources, in stack traces and wherever else they stand in a text.
 * Node.js itself would read the map of every bundle that it loads, megabytes of JSON: here it is read for an error.
 */
export const originalLines = (taskRoot: string): ((text: string) => string) => {
  const maps = new Map<string, SourceMap | undefined>();
  const mapOf = (file: string): SourceMap | undefined => {
    if (!maps.has(file)) maps.set(file, readMap(file));
    return maps.get(file);
  };
  return (text) => {
    if (!text.includes(taskRoot)) return text;
    return text.replace(POSITION, (position, file: string, line: string, column: string) => {
      const origin = file.startsWith(taskRoot) && mapOf(file)?.findOrigin(Number(line), Number(column));
      if (!origin || !('fileName' in origin)) return position;
      return `${sourcePath(file, origin.fileName)}:${origin.lineNumber}:${origin.columnNumber}`;
    });
  };
};

const sourcePath = (file: string, source: string): string =>
  source.startsWith('file:') ? fileURLToPath(source) : resolve(dirname(file), source);

const readMap = (file: string): SourceMap | undefined => {
  if (!existsSync(file)) return undefined;
  const reference = REFERENCE.exec(readFileSync(file, 'utf8'))?.[1];
  if (reference === undefined) return undefined;
  try {
    return new SourceMap(JSON.parse(mapText(file, reference)));
  } catch {
    // A trace with the bundle's lines is better than none.
    return undefined;
  }
};

const mapText = (file: string, reference: string): string => {
  const inline = /^data:application\/json[^,]*;base64,(.*)$/.exec(reference)?.[1];
  return inline === undefined
    ? readFileSync(resolve(dirname(file), reference), 'utf8')
    : Buffer.from(inline, 'base64').toString('utf8');
};
