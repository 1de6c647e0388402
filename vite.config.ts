import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** Cross-origin isolation, without which there is no SharedArrayBuffer and so no WASM threads. */
export const ISOLATION_HEADERS = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  // Not `credentialless`: Safari does not know it.
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

const FACTORY_HEAD = 'function(WasmBackendModuleThreadedSimd) {';

/**
 * tfjs sends the text of its threaded WASM factory to its threads, where the variable `_scriptDir`
 * around that function is not there. Unminified the text declares it again; minified the name
 * differs, each thread dies with "e is not defined" and `setBackend('wasm')` never settles.
 * Declared inside, it is part of the text. Delete when tfjs-backend-wasm is no longer 4.22's build.
 */
function selfContainedWasmThreads(): Plugin {
  return {
    name: 'self-contained-wasm-threads',
    apply: 'build',
    transform: {
      filter: { id: /tfjs-backend-wasm-threaded-simd\.js/ },
      handler(code) {
        if (!code.includes(FACTORY_HEAD)) this.error('the threaded WASM factory looks different');
        return { code: code.replace(FACTORY_HEAD, `${FACTORY_HEAD} var _scriptDir;`), map: null };
      },
    },
  };
}

export default defineConfig({
  plugins: [react()],
  // Relative addresses, so that the built folder works from any sub-path.
  base: './',
  worker: { format: 'es', plugins: () => [selfContainedWasmThreads()] },
  server: { host: '127.0.0.1', headers: ISOLATION_HEADERS },
  preview: { host: '127.0.0.1', headers: ISOLATION_HEADERS },
  optimizeDeps: {
    // Workers are entries too: otherwise tfjs is found only when one starts, and the page reloads.
    entries: ['index.html', 'workers/*.worker.ts'],
  },
  build: {
    // The workers hold tfjs (about 1 MB); the page's own budget is checked by check-bundle.mjs.
    chunkSizeWarningLimit: 2000,
    rolldownOptions: {
      checks: { pluginTimings: false },
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/ },
            { name: 'graph', test: /node_modules[\\/]@xyflow[\\/]/ },
          ],
        },
      },
    },
  },
});
