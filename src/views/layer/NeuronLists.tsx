import type { LayerStatistics, NeuronList } from '#protocol/layerStatistics.ts';
import { experimentStore, setView } from '#state/experimentStore.ts';
import { Button } from '#ui/Button.tsx';
import { viewOfNeuron } from '#model/edit/chosen.ts';
import { messages } from './messages.ts';

/** Neurons named at once; the rest is a number. */
const NAMED = 12;

/** Which neurons are silent and which saturated; each leads to its membrane and weights. */
export function NeuronLists({ layer: { id, activity } }: { readonly layer: LayerStatistics }) {
  if (activity === null) return null;
  const { silent, saturated } = activity;
  return (
    <>
      <List title={messages.lists.silent} layerId={id} list={silent} />
      {saturated !== null && (
        <List title={messages.lists.saturated} layerId={id} list={saturated} />
      )}
    </>
  );
}

interface ListProps {
  readonly title: string;
  readonly layerId: string;
  readonly list: NeuronList;
}

function List({ title, layerId, list: { count, neurons } }: ListProps) {
  if (count === 0) return null;
  const named = [...neurons.subarray(0, NAMED)];
  const show = (neuron: number): void => {
    const { view } = experimentStore.getState().experiment;
    setView(viewOfNeuron(view, layerId, neuron, false));
  };
  return (
    <section className="layer__list" aria-label={title}>
      <span className="layer__list-title">{title}</span>
      {named.map((neuron) => (
        <Button
          key={neuron}
          size="small"
          aria-label={messages.showNeuron(neuron)}
          onClick={() => show(neuron)}
        >
          {neuron}
        </Button>
      ))}
      {count > named.length && <span>{messages.more(count - named.length)}</span>}
    </section>
  );
}
