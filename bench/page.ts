/** The benchmark's page: passes requests on to its worker. */
import { wrap } from 'comlink';
import type { PageBench } from './page.worker.ts';

const worker = new Worker(new URL('./page.worker.ts', import.meta.url), { type: 'module' });
const bench = wrap<PageBench>(worker);

Object.assign(globalThis, {
  measureWorkload: (request: Parameters<PageBench['measure']>[0]) =>
    bench.measure({ ...request, baseUrl: new URL('/', document.baseURI).href }),
});
