/**
 * Cross-origin isolation on static hosts.
 *
 * A server of ours sends the headers itself. Elsewhere a service worker adds them from the next visit
 * on; reloading the page for it would cost the first minute more than the threads bring.
 */
export function provideIsolation(): void {
  if (globalThis.crossOriginIsolated || !globalThis.isSecureContext) return;
  if (!('serviceWorker' in navigator)) return;
  navigator.serviceWorker.register(new URL('isolation-worker.js', document.baseURI)).catch(
    // Private windows and file pages refuse it; training then runs on one thread, as it does now.
    () => undefined,
  );
}
