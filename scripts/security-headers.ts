/** `npm run headers [outputs file]`: writes `customHttp.yml` for Amplify Hosting from the outputs of the deployed backend. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { customHttp } from './headers/custom-http.ts';
import { connectSources } from './headers/policy.ts';

const root = resolve(import.meta.dirname, '..');
const outputs = resolve(process.argv[2] ?? join(root, 'amplify_outputs.json'));
const file = join(root, 'customHttp.yml');
const connect = connectSources(JSON.parse(readFileSync(outputs, 'utf8')));
writeFileSync(file, customHttp(connect));
console.log(`Wrote ${file}: the page may reach ${connect.join(' ')}`);
