import { useEffect, useMemo, useRef } from 'react';
import { createAxisLink } from '#plots/axis/axisLink.ts';
import { createRaster } from '#plots/raster/createRaster.ts';
import { createTraces } from '#plots/traces/createTraces.ts';
import type { Answer } from '#protocol/answer.ts';
import { useExperiment } from '#state/experimentStore.ts';
import type { Activity } from '#state/frames/parts.ts';
import { useLayerInfos } from '../../layers/useLayerInfos.ts';
import { resetOf } from '../../membranes/resetOf.ts';
import { tracesData } from '../../membranes/tracesData.ts';
import { useIsShown } from '../../panel/useIsShown.ts';
import { usePlot } from '../../panel/usePlot.ts';
import { ViewPanel } from '../../panel/ViewPanel.tsx';
import { rasterData } from '../../raster/rasterData.ts';
import { messages } from '../messages.ts';

/** What the network does with the sample: spikes of all layers, and the membranes chosen on the main screen. */
export function ActivityViews({ answer }: { answer: Answer | null }) {
  const link = useMemo(() => createAxisLink(), []);
  const activity = useMemo(() => (answer === null ? null : activityOf(answer)), [answer]);
  return (
    <>
      <SpikesView activity={activity} link={link} />
      <MembranesView activity={activity} link={link} />
    </>
  );
}

interface ActivityViewProps {
  readonly activity: Activity | null;
  readonly link: ReturnType<typeof createAxisLink>;
}

function SpikesView({ activity, link }: ActivityViewProps) {
  const panel = useRef<HTMLElement>(null);
  const isShown = useIsShown(panel);
  const infos = useLayerInfos();
  const { host, plot } = usePlot((container) => createRaster(container, { link }));
  useEffect(() => {
    plot.current?.setData(activity && rasterData(activity, infos));
  }, [plot, activity, infos]);
  return (
    <ViewPanel
      title={messages.spikes}
      panel={panel}
      isShown={isShown}
      revision={activity}
      exported={() => plot.current}
      describe={() => plot.current?.summary() ?? ''}
      empty={activity === null ? messages.nothingYet : null}
    >
      <div ref={host} className="view__plot" />
    </ViewPanel>
  );
}

function MembranesView({ activity, link }: ActivityViewProps) {
  const panel = useRef<HTMLElement>(null);
  const isShown = useIsShown(panel);
  const network = useExperiment(({ experiment }) => experiment.network);
  const { host, plot } = usePlot((container) => createTraces(container, { link }));
  const traces = activity?.traces ?? null;
  useEffect(() => {
    plot.current?.setData(
      activity === null || traces === null
        ? null
        : tracesData(activity, resetOf(network, traces, activity.sample.dtMs), 'membrane'),
    );
  }, [plot, activity, traces, network]);
  const empty = activity === null ? messages.nothingYet : messages.noMembranes;
  return (
    <ViewPanel
      title={messages.membranes}
      panel={panel}
      isShown={isShown}
      revision={activity}
      exported={() => plot.current}
      describe={() => plot.current?.summary() ?? ''}
      empty={traces === null ? empty : null}
    >
      <div ref={host} className="view__plot" />
    </ViewPanel>
  );
}

/** An answer as the plots of samples take it: it has no number, and nobody knows its class. */
function activityOf({ probabilities, steps, dtMs, layers, traces }: Answer): Activity {
  const unknown = { split: 'test', index: -1, label: -1, prediction: -1 } as const;
  return { sample: { ...unknown, steps, dtMs, scores: probabilities }, layers, traces };
}
