import { Suspense } from 'react';
import { TooltipProvider } from '#ui/Tooltip.tsx';
import { Dialogs } from './dialogs/Dialogs.tsx';
import { useKeyboard } from './keyboard/useKeyboard.ts';
import { DesktopLayout, PhoneLayout } from './layout/layouts.ts';
import { useLayoutKind } from './layout/useLayoutKind.ts';
import { DropTarget } from './notices/DropTarget.tsx';
import { Notices } from './notices/Notices.tsx';
import { Tour } from './tour/Tour.tsx';
import { PhoneBar } from './topbar/PhoneBar.tsx';
import { TopBar } from './topbar/TopBar.tsx';
import { TabTitle } from './TabTitle.ts';
import { useTheme } from './useTheme.ts';

/** The page: a bar, the network with its activity, and what floats above them. */
export function App() {
  useTheme();
  useKeyboard();
  const kind = useLayoutKind();
  const isPhone = kind === 'phone';
  return (
    <TooltipProvider>
      <div className="app" data-layout={kind}>
        {isPhone ? <PhoneBar /> : <TopBar />}
        <main className="app__main">
          <Suspense fallback={null}>
            {isPhone ? <PhoneLayout /> : <DesktopLayout hasDrawer={kind === 'medium'} />}
          </Suspense>
        </main>
      </div>
      <Tour />
      <Notices />
      <Dialogs />
      <DropTarget />
      <TabTitle />
    </TooltipProvider>
  );
}
