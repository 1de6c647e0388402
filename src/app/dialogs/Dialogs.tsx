import { lazy, Suspense } from 'react';
import { useLive } from '#state/live/liveStore.ts';
import { useDistortion } from '#state/distortion/distortionStore.ts';
import { useImport } from '#state/import/importStore.ts';
import { useIncoming } from '#state/share/incoming.ts';
import { closeDialog, openDialog, useDialog } from './dialogStore.ts';

const ShortcutsDialog = lazy(async () => ({
  default: (await import('./ShortcutsDialog.tsx')).ShortcutsDialog,
}));
const CommandDialog = lazy(async () => ({
  default: (await import('./CommandDialog.tsx')).CommandDialog,
}));
const IncomingDialog = lazy(async () => ({
  default: (await import('./IncomingDialog.tsx')).IncomingDialog,
}));
const ImportDialog = lazy(async () => ({
  default: (await import('#views/import/ImportDialog.tsx')).ImportDialog,
}));
const LiveScreen = lazy(async () => ({
  default: (await import('#views/live/LiveScreen.tsx')).LiveScreen,
}));
const DistortionDialog = lazy(async () => ({
  default: (await import('#views/distortion/DistortionDialog.tsx')).DistortionDialog,
}));
const CompareScreen = lazy(async () => ({
  default: (await import('#views/compare/CompareScreen.tsx')).CompareScreen,
}));

/** The dialog that is open, loaded when it is first needed. */
export function Dialogs() {
  const dialog = useDialog();
  const incoming = useIncoming();
  const isLive = useLive((state) => state.isOpen);
  const isDistorting = useDistortion((state) => state.isOpen);
  const isImporting = useImport((state) => state.isOpen);
  return (
    <Suspense fallback={null}>
      {incoming !== null && <IncomingDialog incoming={incoming} />}
      {isImporting && <ImportDialog />}
      {isDistorting && <DistortionDialog />}
      {isLive && <LiveScreen />}
      {dialog === 'commands' && <CommandDialog />}
      {dialog === 'shortcuts' && <ShortcutsDialog />}
      {(dialog === 'compare' || dialog === 'sweep') && (
        <CompareScreen tab={dialog} onTab={openDialog} onClose={closeDialog} />
      )}
    </Suspense>
  );
}
