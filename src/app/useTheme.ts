import { useLayoutEffect } from 'react';
import { useSettings } from '#state/settingsStore.ts';

/** Writes the chosen theme where the token sheet looks for it. */
export function useTheme(): void {
  const theme = useSettings((settings) => settings.theme);
  useLayoutEffect(() => {
    const { dataset } = document.documentElement;
    if (theme === 'system') delete dataset['theme'];
    else dataset['theme'] = theme;
  }, [theme]);
}
