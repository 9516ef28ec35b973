/** Says what is being done, for how long, and how it ended. */
export interface Step {
  /** What the step is at right now; shown while it lasts. */
  note(text: string): void;
}

/** Milliseconds for people. */
export const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(1)} s`;

/** Runs one step of a start. Where the output is a terminal the line is redrawn, else a line comes every five seconds. */
export async function step<T>(title: string, work: (step: Step) => Promise<T>): Promise<T> {
  const began = performance.now();
  const terminal = process.stdout.isTTY;
  let note = '';
  const line = () => `  ${title} … ${seconds(performance.now() - began)}${note && `  ${note}`}`;
  const show = () => {
    if (terminal) process.stdout.write(`\r\x1b[2K${line().slice(0, process.stdout.columns - 1)}`);
    else console.log(line());
  };
  const timer = setInterval(show, terminal ? 200 : 5000);
  try {
    const result = await work({
      note(text) {
        note = text;
      },
    });
    finish(terminal, `✔ ${title} (${seconds(performance.now() - began)})`);
    return result;
  } catch (error) {
    finish(terminal, `✘ ${title} (${seconds(performance.now() - began)})`);
    throw error;
  } finally {
    clearInterval(timer);
  }
}

function finish(terminal: boolean, text: string): void {
  console.log(terminal ? `\r\x1b[2K${text}` : text);
}

/** A failure that a person can act on: what went wrong, and what to do about it. */
export class StartFailure extends Error {
  override name = 'StartFailure';
  readonly resolution: string;

  constructor(message: string, resolution: string) {
    super(message);
    this.resolution = resolution;
  }
}
