/** Serves `ImportApi` to the page: reads a person's files beside training, and stores them. */
import { expose } from 'comlink';
import { decodeInBrowser } from '#engine/data/import/browserPictures.ts';
import { createImportService } from '#engine/data/import/importService.ts';

expose(
  createImportService({
    loadHdf5: () => import('h5wasm'),
    decodePicture: decodeInBrowser,
  }),
);

/** Well below the time after which the page takes silence for the end. */
const SIGN_EVERY_MS = 1_000;
setInterval(() => postMessage({ isAlive: true }), SIGN_EVERY_MS);
