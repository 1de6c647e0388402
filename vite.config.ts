import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Cross-origin isolation, without which there is no SharedArrayBuffer and so no WASM threads. */
export const ISOLATION_HEADERS = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  // Not `credentialless`: Safari does not know it.
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

export default defineConfig({
  plugins: [react()],
  // Relative addresses, so that the built folder works from any sub-path.
  base: './',
  worker: { format: 'es' },
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
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/ },
            { name: 'graph', test: /node_modules[\\/](@xyflow|d3-[a-z-]+|zustand|zundo)[\\/]/ },
          ],
        },
      },
    },
  },
});
