import type { ThemeChoice } from '#state/settingsStore.ts';
import { changeSettings, useSettings } from '#state/settingsStore.ts';
import { IconButton } from '#ui/IconButton.tsx';
import { Menu } from '#ui/Menu.tsx';
import { messages } from '../messages.ts';

const ICONS = { system: 'display', light: 'sun', dark: 'moon' } as const;
const THEMES: readonly ThemeChoice[] = ['system', 'light', 'dark'];

/** Light, dark, or as the system says. */
export function ThemeMenu() {
  const theme = useSettings((settings) => settings.theme);
  return (
    <Menu
      trigger={<IconButton icon={ICONS[theme]} label={messages.theme} />}
      items={THEMES.map((name) => ({
        label: messages.themes[name],
        checked: name === theme,
        onSelect: () => changeSettings({ theme: name }),
      }))}
    />
  );
}
