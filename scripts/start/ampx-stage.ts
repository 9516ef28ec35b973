const STAGES: [RegExp, string][] = [
  [/Synthesizing backend/, 'synthesizing'],
  [/Running type checks/, 'checking types'],
  [/Building and publishing assets/, 'publishing functions and templates'],
  [/Deployment completed/, 'writing amplify_outputs.json'],
];

/** Turns what ampx prints, a line for every event of every resource, into a few words on where it is. */
export function ampxStage(note: (text: string) => void): (line: string) => void {
  let resources = 0;
  return (line) => {
    const stage = STAGES.find(([pattern]) => pattern.test(line));
    if (stage) note(stage[1]);
    else if (/\| (CREATE|UPDATE|DELETE)_COMPLETE \|/.test(line)) note(`deploying, ${++resources} resources done`);
  };
}
