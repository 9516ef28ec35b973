import type { ChildProcess } from 'node:child_process';
import { spawnAmpx } from '../../scripts/start/run-ampx.ts';

/** A deploy has ended when ampx watches again; one that worked also writes the outputs, before or after it says so. */
const WATCHING = 'Watching for file changes...';
const WORKED = 'Deployment completed';
const WRITTEN = 'File written: amplify_outputs.json';

const endOf = (output: string): number => {
  const ends = [WATCHING, ...(output.includes(WORKED) ? [WRITTEN] : [])].map((text) => {
    const at = output.indexOf(text);
    return at < 0 ? at : at + text.length;
  });
  return ends.includes(-1) ? -1 : Math.max(...ends);
};

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
        } else if (this.child.exitCode !== null) reject(new Error(`ampx sandbox ended early:\n${this.output}`));
      };
      this.onOutput();
    });
  }

  /** Ends it as Ctrl-C does; what it deployed stays. */
  async stop(): Promise<void> {
    if (this.child.exitCode !== null) return;
    const closed = new Promise((resolve) => this.child.once('close', resolve));
    this.child.kill('SIGINT');
    await closed;
  }
}
