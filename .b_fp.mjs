import { build } from 'vite'; import {gzipSync} from 'node:zlib';
const root=process.argv[2];
const {output:files}=await build({root,logLevel:'silent',build:{write:false,copyPublicDir:false}});
const text=f=>f.type==='chunk'?f.code:Buffer.from(f.source).toString('utf8');
const html=text(files.find(f=>f.fileName==='index.html'));
const found=new Set([...html.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.(?:js|css))"/g)].map(m=>m[1]));
for(const n of found){const f=files.find(f=>f.fileName===n);if(f?.type==='chunk')for(const i of f.imports)found.add(i)}
let t=0;const rows=[];for(const f of files.filter(f=>found.has(f.fileName))){const g=gzipSync(text(f)).length;t+=g;rows.push([g,f.fileName, f.type==='chunk'?Object.entries(f.modules).map(([k,v])=>k.split('/src/').pop().split('node_modules/').pop()+':'+v.renderedLength).join(' '):''])}
rows.sort((a,b)=>b[0]-a[0]);for(const r of rows)console.log(r[0],r[1].replace('assets/',''),r[2].slice(0,process.argv[3]|0||160));
const ko=files.find(f=>f.type==='chunk'&&f.facadeModuleId?.endsWith('/strings/ko/index.ts'));
console.log('total',t,'ko',gzipSync(text(ko)).length,t+gzipSync(text(ko)).length);
