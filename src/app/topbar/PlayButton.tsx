import { useExperiment } from '#state/experimentStore.ts';
import { togglePlay, useRun } from '#state/runStore.ts';
import { Tooltip } from '#ui/Tooltip.tsx';
import { Button } from '#ui/Button.tsx';
import { messages } from '../messages.ts';

/** The one big button: trains, or pauses what trains. */
export function PlayButton() {
  const isOn = useRun((run) => run.wantsTraining);
  const issue = useExperiment((state) => state.analysis.issues[0]);
  const isBlocked = issue !== undefined && !isOn;
  const help = isBlocked ? `${issue.reason} ${issue.remedy}` : messages.trainHelp;
  return (
    <Tooltip text={help} shortcut="Space">
      <Button
        variant="primary"
        icon={isOn ? 'pause' : 'play'}
        className="play-button"
        aria-label={isOn ? messages.pause : messages.train}
        aria-disabled={isBlocked}
        onClick={togglePlay}
      >
        {isOn ? messages.pauseShort : messages.trainShort}
      </Button>
    </Tooltip>
  );
}
