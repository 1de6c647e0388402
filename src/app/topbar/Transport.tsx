import { newSeed, reset } from '#state/runStore.ts';
import { BarButton } from '../BarButton.tsx';
import { messages } from '../messages.ts';
import { PlayButton } from './PlayButton.tsx';
import { SeedField } from './SeedField.tsx';
import { StepButton } from './StepButton.tsx';

/** The controls of the run, always in this order. */
export function Transport() {
  return (
    <fieldset className="transport" aria-label={messages.controls}>
      <BarButton
        name={messages.reset}
        icon="reset"
        help={messages.resetHelp}
        shortcut="R"
        onClick={() => void reset().catch(() => undefined)}
      />
      <PlayButton />
      <StepButton />
      <BarButton
        name={messages.newSeed}
        icon="dice"
        help={messages.newSeedHelp}
        shortcut="Shift+R"
        onClick={newSeed}
      />
      <SeedField />
    </fieldset>
  );
}
