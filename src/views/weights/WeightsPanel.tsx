import { useEffect, useMemo, useRef, useState } from 'react';
import type { WeightSlice } from '#protocol/frame.ts';
import { createWeights } from '#plots/weights/createWeights.ts';
import { experimentStore, setView, useExperiment } from '#state/experimentStore.ts';
import { setProbe, useRun } from '#state/runStore.ts';
import { SegmentedControl } from '#ui/SegmentedControl.tsx';
import { usePart } from '../frames/usePart.ts';
import { LayerSelect } from '../layers/LayerSelect.tsx';
import { viewOfNeuron } from '../layers/selectLayer.ts';
import { useLayerInfos } from '../layers/useLayerInfos.ts';
import { emptyReason } from '../panel/emptyReason.ts';
import { useIsShown } from '../panel/useIsShown.ts';
import { usePlot } from '../panel/usePlot.ts';
import { ViewPanel } from '../panel/ViewPanel.tsx';
import { ViewSelect } from '../panel/ViewSelect.tsx';
import { messages } from './messages.ts';
import { TargetPager } from './TargetPager.tsx';
import './weights.css';
import { targetOf, weightsData } from './weightsData.ts';

type Mode = 'fields' | 'matrix';
const MODES: readonly Mode[] = ['fields', 'matrix'];

/** What the page says of the shown weights besides drawing them. */
interface Shown {
  readonly from: number;
  readonly count: number;
  readonly targets: number;
  readonly channels: number;
  readonly kind: WeightSlice['kind'];
}

/** A page of the incoming weights of the selected layer, with the histogram of all of them. */
export function WeightsPanel() {
  const panel = useRef<HTMLElement>(null);
  const isShown = useIsShown(panel);
  const infos = useLayerInfos();
  const layerId = useExperiment(({ experiment }) => experiment.view.layerId);
  const [page, setPage] = useState({ layerId: '', from: 0 });
  const [mode, setMode] = useState<Mode>('fields');
  const [channel, setChannel] = useState(0);
  const [shown, setShown] = useState<Shown | null>(null);
  const phase = useRun((run) => run.phase);
  const problem = useRun((run) => run.problem);
  const from = page.layerId === layerId ? page.from : 0;
  const drawn = useRef<WeightSlice | null>(null);
  const neuron = useExperiment(({ experiment }) => experiment.view.neurons.at(-1) ?? null);
  const { host, plot } = usePlot((container) =>
    createWeights(container, {
      mode: 'fields',
      onSelect: (target) => pick(drawn.current, target),
    }),
  );

  useEffect(() => {
    if (!isShown) return undefined;
    setProbe({ weightsFrom: from });
    return () => setProbe({ weightsFrom: null });
  }, [isShown, from]);

  const key = useMemo(() => ({ layerId, from }), [layerId, from]);
  const hasWeights = usePart(
    isShown,
    ({ weights }) => (weights?.layerId === layerId && weights.from === from ? weights : null),
    (slice) => {
      plot.current?.setData(slice && weightsData(slice));
      drawn.current = slice;
      if (slice === null) return;
      setShown((before) => (before !== null && sameShown(before, slice) ? before : shownOf(slice)));
    },
    key,
  );
  const channels = hasWeights ? (shown?.channels ?? 0) : 0;
  const shownChannel = channel < channels ? channel : 0;
  useEffect(() => {
    plot.current?.update({ mode, channel: shownChannel });
  }, [plot, mode, shownChannel]);
  useEffect(() => {
    const isKnown = neuron !== null && shown !== null;
    const target = isKnown ? targetOf(shown, neuron) - from : null;
    plot.current?.update({ selectedTarget: target });
  }, [plot, neuron, from, shown]);

  const layer = infos.find(({ id }) => id === layerId);
  const empty = ((): string | null => {
    if (layer === undefined) return messages.noLayer;
    if (!layer.hasWeights) return messages.noWeights(layer.name);
    return hasWeights ? null : emptyReason({ phase, problem });
  })();
  return (
    <ViewPanel
      title={messages.title}
      panel={panel}
      isShown={isShown}
      controls={
        channels > 0 && (
          <SegmentedControl<Mode>
            label={messages.mode}
            options={MODES.map((value) => ({ value, label: messages.modes[value] }))}
            value={mode}
            onChange={setMode}
          />
        )
      }
      strip={
        <div className="view-strip">
          <LayerSelect layers={infos.filter((info) => info.hasWeights)} />
          {channels > 1 && mode === 'fields' && (
            <ViewSelect
              label={messages.channel}
              value={String(shownChannel)}
              options={Array.from({ length: channels }, (_, index) => ({
                value: String(index),
                label: messages.channelOption(index),
              }))}
              onChange={(next) => setChannel(Number(next))}
            />
          )}
          {hasWeights && shown !== null && shown.count < shown.targets && (
            <TargetPager {...shown} onPage={(next) => setPage({ layerId, from: next })} />
          )}
        </div>
      }
      exported={() => plot.current}
      describe={() => plot.current?.summary() ?? ''}
      empty={empty}
    >
      <div ref={host} className="view__plot" />
    </ViewPanel>
  );
}

/** A row is a neuron; a filter stands for a whole map of them, so that none can be meant. */
function pick(slice: WeightSlice | null, target: number): void {
  if (slice?.kind !== 'dense') return;
  const { view } = experimentStore.getState().experiment;
  setView(viewOfNeuron(view, slice.layerId, slice.from + target, false));
}

function shownOf({ kind, from, count, targets, image }: WeightSlice): Shown {
  return { kind, from, count, targets, channels: image?.channels ?? 0 };
}

function sameShown(shown: Shown, slice: WeightSlice): boolean {
  const next = shownOf(slice);
  return (
    shown.kind === next.kind &&
    shown.from === next.from &&
    shown.count === next.count &&
    shown.targets === next.targets &&
    shown.channels === next.channels
  );
}
