import { Backend } from './backend.ts';
import { ensureDeployed } from './deployment.ts';
import { InvokeCommand, ListFunctionsCommand } from '@aws-sdk/client-lambda';
await ensureDeployed();
const cpu=()=>{const u=process.cpuUsage();return (u.user+u.system)/1000};
let t=performance.now(),c=cpu();
const lap=(n:string)=>{console.log(n,(performance.now()-t).toFixed(0),'ms wall',(cpu()-c).toFixed(0),'ms cpu');t=performance.now();c=cpu()};
const b=await Backend.start();lap('start');
const {Functions=[]}=await b.clients.functions.send(new ListFunctionsCommand({MaxItems:100}));
const pick=Functions.filter(f=>/sweepstock|resumepurch|measurecover|expireres|adjuststock/.test(f.FunctionName!));lap('list');
for(const f of pick){await b.clients.functions.send(new InvokeCommand({FunctionName:f.FunctionName,Payload:'{}' as never}));lap('cold '+f.FunctionName!.slice(25,50))}
for(const f of pick){await b.clients.functions.send(new InvokeCommand({FunctionName:f.FunctionName,Payload:'{}' as never}));lap('warm '+f.FunctionName!.slice(25,50))}
await b.pass({minutes:30});lap('30 minutes');
await b.stop();lap('stop');
process.exit(0)
