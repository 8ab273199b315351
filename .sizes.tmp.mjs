import { build } from 'vite'; import { gzipSync } from 'node:zlib';
const r = await build({ root: 'web/', logLevel: 'silent', build: { write: false, copyPublicDir: false } });
const out = r.output; const html = out.find(f => f.fileName==='index.html').source.toString();
const found = new Set([...html.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.(?:js|css))"/g)].map(m=>m[1]));
for (const n of found) { const f = out.find(x=>x.fileName===n); if (f?.type==='chunk') f.imports.forEach(i=>found.add(i)); }
let sum=0;
for (const n of found) { const f = out.find(x=>x.fileName===n); const t = f.type==='chunk'?f.code:f.source; const g=gzipSync(t).length; sum+=g; console.log(n,g);
 if (f.type==='chunk' && process.argv[2]) { const ms=Object.entries(f.modules).map(([k,v])=>[k.replace(/.*\/helpers\/s\//,''),v.renderedLength]).sort((a,b)=>b[1]-a[1]); for (const m of ms.slice(0,70)) console.log('    ',m[1],m[0]); } }
const ko = out.find(f=>f.type==='chunk'&&f.facadeModuleId?.endsWith('/strings/ko/index.ts'));
console.log('EN',sum,'KO',sum+gzipSync(ko.code).length);
