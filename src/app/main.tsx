/** The page's entry: opens the document, draws, then starts what computes. */
import '#ui/tokens.css';
import '#ui/base.css';
import './app.css';
import './bars.css';
import './floating.css';
import './systemColours.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { openSession, startSession } from '#state/session.ts';
import { App } from './App.tsx';
import { provideIsolation } from './isolation.ts';
import { preloadLayout } from './layout/layouts.ts';
import { spikeground } from './scripting.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element "root"');

preloadLayout();
await openSession();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
window.spikeground = spikeground;
// Workers start after the first paint: fetching them must not delay it.
requestAnimationFrame(() =>
  setTimeout(() => {
    startSession();
    provideIsolation();
  }),
);
