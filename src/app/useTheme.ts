import { useLayoutEffect } from 'react';
import { useSettings } from '#state/settingsStore.ts';

const FORCED = matchMedia('(forced-colors: active)');

/**
 * Writes the chosen theme where the token sheet looks for it. Where the system forces its colours, it
 * has chosen the ground as well, and the page follows it; paper is light.
 */
export function useTheme(): void {
  const theme = useSettings((settings) => settings.theme);
  useLayoutEffect(() => {
    const { dataset } = document.documentElement;
    const write = (): void => {
      if (theme === 'system' || FORCED.matches) delete dataset['theme'];
      else dataset['theme'] = theme;
    };
    const print = (): void => {
      dataset['theme'] = 'light';
    };
    write();
    FORCED.addEventListener('change', write);
    window.addEventListener('beforeprint', print);
    window.addEventListener('afterprint', write);
    return () => {
      FORCED.removeEventListener('change', write);
      window.removeEventListener('beforeprint', print);
      window.removeEventListener('afterprint', write);
    };
  }, [theme]);
}
