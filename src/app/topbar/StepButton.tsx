import { changeSettings, STEP_UNITS, useSettings } from '#state/settingsStore.ts';
import { IconButton } from '#ui/IconButton.tsx';
import { Menu } from '#ui/Menu.tsx';
import { BarButton } from '../BarButton.tsx';
import { messages } from '../messages.ts';
import { step } from '../stepping.ts';

/** One step, and beside it the choice of what a step is. */
export function StepButton() {
  const unit = useSettings((settings) => settings.stepUnit);
  const { label, help } = messages.steps[unit];
  return (
    <span className="step-button">
      <BarButton name={label} icon="step" help={`${label}. ${help}`} shortcut="." onClick={step} />
      <Menu
        align="start"
        trigger={
          <IconButton icon="chevronDown" className="step-button__menu" label={messages.stepMenu} />
        }
        items={STEP_UNITS.map((name) => ({
          label: messages.steps[name].label,
          hint: messages.steps[name].help,
          checked: name === unit,
          onSelect: () => changeSettings({ stepUnit: name }),
        }))}
      />
    </span>
  );
}
