import { useEffect, useRef } from 'react';
import { Inspector } from '#editor/Inspector.tsx';
import { BarButton } from '../BarButton.tsx';
import { messages } from '../messages.ts';
import { setDrawer, useLayout } from './panels.ts';

/** The inspector on narrower windows: slides over the network, does not block it. */
export function InspectorDrawer() {
  const isOpen = useLayout((state) => state.isDrawerOpen);
  const drawer = useRef<HTMLElement>(null);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const isInside = drawer.current?.contains(document.activeElement) === true;
      if (event.key === 'Escape' && isInside) setDrawer(false);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => {
      window.removeEventListener('keydown', onKeyDown);
      setDrawer(false);
    };
  }, []);
  return (
    <>
      <BarButton
        name={isOpen ? messages.hideInspector : messages.showInspector}
        icon={isOpen ? 'close' : 'sliders'}
        className="drawer-button"
        aria-expanded={isOpen}
        onClick={() => setDrawer(!isOpen)}
      />
      {isOpen && (
        <aside ref={drawer} className="drawer" aria-label={messages.inspector}>
          <Inspector />
        </aside>
      )}
    </>
  );
}
