import type { ChildProcess } from 'node:child_process';
import { spawnAmpx } from '../../scripts/start/run-ampx.ts';

/** How `ampx sandbox` says that it is done with a deploy, whether it worked or not. */
const WATCHING = 'Watching for file changes...';

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
        const end = this.output.indexOf(WATCHING);
        if (end >= 0) {
          const printed = this.output.slice(0, end);
          this.output = this.output.slice(end + WATCHING.length);
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
