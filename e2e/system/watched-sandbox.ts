import type { ChildProcess } from 'node:child_process';
import { spawnAmpx } from '../../scripts/start/run-ampx.ts';

/** A deploy has ended when ampx watches again; one that worked also writes the outputs, before or after it says so. */
const WATCHING = 'Watching for file changes...';
const WORKED = 'Deployment completed';
const WRITTEN = 'File written: amplify_outputs.json';

/** Where in its output a deploy ended, -1 while it has not. Two edits close together are two deploys before one WATCHING. */
function endOf(output: string): number {
  const times = (text: string) => output.split(text).length - 1;
  if (times(WATCHING) === 0 || times(WRITTEN) < times(WORKED)) return -1;
  return Math.max(...[WATCHING, WRITTEN].map((text) => output.lastIndexOf(text) + text.length));
}

/** A running `npx ampx sandbox` that deploys again whenever a file below `amplify/` changes. */
export class WatchedSandbox {
  private readonly child: ChildProcess;
  private output = '';
  private onOutput = () => {};

  constructor(root: string, url: string, args: string[]) {
    this.child = spawnAmpx({ root, url, args: ['sandbox', ...args] }, (text) => {
      this.output += text;
      this.onOutput();
    });
    this.child.once('close', () => this.onOutput());
  }

  /** Answers all that was printed since the last deploy ended, once the next one has. */
  deployed(): Promise<string> {
    return new Promise((resolve, reject) => {
      this.onOutput = () => {
        const end = endOf(this.output);
        if (end >= 0) {
          const printed = this.output.slice(0, end);
          this.output = this.output.slice(end);
          resolve(printed);
        } else if (this.ended()) reject(new Error(`ampx sandbox ended early:\n${this.output}`));
      };
      this.onOutput();
    });
  }

  /** Ends it as Ctrl-C does; what it deployed stays. */
  async stop(): Promise<void> {
    if (this.ended()) return;
    const closed = new Promise((resolve) => this.child.once('close', resolve));
    this.child.kill('SIGINT');
    await closed;
  }

  private ended(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }
}
