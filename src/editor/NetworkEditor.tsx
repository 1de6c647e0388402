import type { RefObject } from 'react';
import { useEffect, useRef } from 'react';
import { useExperiment } from '#state/experimentStore.ts';
import { NetworkCanvas } from './canvas/NetworkCanvas.tsx';
import { CanvasToolbar } from './canvas/CanvasToolbar.tsx';
import { ConnectBanner } from './canvas/ConnectBanner.tsx';
import { copySelection, pasteText } from './editorCommands.ts';
import { useEditor } from './editorStore.ts';
import { NetworkList } from './list/NetworkList.tsx';
import { messages } from './messages.ts';
import { MethodButton } from './method/MethodButton.tsx';
import './networkEditor.css';
import { AddLayerDialog } from './palette/AddLayerDialog.tsx';
import { Palette } from './palette/Palette.tsx';
import { PaletteGhost } from './palette/PaletteGhost.tsx';
import { LayerStack } from './stack/LayerStack.tsx';
import { useIsPhone } from './useIsPhone.ts';

/** The network: a canvas of live cards, or a stack of them on a phone, with the list beside it. */
export function NetworkEditor() {
  const isListShown = useEditor((state) => state.isListShown);
  const isEmpty = useExperiment(({ experiment }) => experiment.network.layers.length === 0);
  const isPhone = useIsPhone();
  const ref = useRef<HTMLElement>(null);
  useClipboard(ref);
  return (
    <section ref={ref} className="network-editor" aria-label={messages.network}>
      <p className="visually-hidden">{messages.networkHelp}</p>
      {!isPhone && <Palette />}
      {isListShown && <NetworkList />}
      <div className="network-editor__stage">
        <MethodButton />
        {isPhone ? <LayerStack /> : <NetworkCanvas />}
        {isEmpty && (
          <div className="network-editor__empty">
            <strong>{messages.emptyTitle}</strong> {messages.emptyHelp}
          </div>
        )}
        <ConnectBanner />
        <CanvasToolbar isPhone={isPhone} />
      </div>
      <AddLayerDialog />
      <PaletteGhost />
      <Announcer />
    </section>
  );
}

/** Says what the last action did to those who do not see it. */
function Announcer() {
  const { text, serial } = useEditor((state) => state.announcement);
  return (
    <div className="visually-hidden" aria-live="polite">
      <span key={serial}>{text}</span>
    </div>
  );
}

/** Copy and paste of layers while the network has the focus and no text is selected. */
function useClipboard(ref: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const isOurs = (): boolean => {
      const focused = document.activeElement;
      if (focused instanceof HTMLInputElement || focused instanceof HTMLTextAreaElement) {
        return false;
      }
      const inside = focused === document.body || ref.current?.contains(focused) === true;
      return inside && (document.getSelection()?.isCollapsed ?? true);
    };
    const copy = (event: ClipboardEvent): void => {
      if (!isOurs()) return;
      const text = copySelection();
      if (text === null) return;
      event.clipboardData?.setData('text/plain', text);
      event.preventDefault();
    };
    const paste = (event: ClipboardEvent): void => {
      if (!isOurs()) return;
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (!text.startsWith('{')) return;
      pasteText(text);
      event.preventDefault();
    };
    document.addEventListener('copy', copy);
    document.addEventListener('paste', paste);
    return () => {
      document.removeEventListener('copy', copy);
      document.removeEventListener('paste', paste);
    };
  }, [ref]);
}
