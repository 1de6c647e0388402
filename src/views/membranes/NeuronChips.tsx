import { useState } from 'react';
import { VIEW_NEURON_LIMIT } from '#model/experiment.ts';
import { experimentStore, setView, useExperiment } from '#state/experimentStore.ts';
import { Icon } from '#ui/icons/Icon.tsx';
import type { LayerInfo } from '../layers/layerInfo.ts';
import { viewOfNeuron } from '#model/edit/chosen.ts';
import { parseIndex } from '../pager/sampleIndex.ts';
import { messages } from './messages.ts';
import './neuronChips.css';

/** The neurons whose membranes are drawn: remove by a click, add by number. */
export function NeuronChips({ layer }: { layer: LayerInfo }) {
  const neurons = useExperiment(({ experiment }) => experiment.view.neurons);
  const [draft, setDraft] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const add = (): void => {
    const neuron = parseIndex(draft, layer.size);
    if (neuron === null) {
      setProblem(messages.range(layer.size - 1));
      return;
    }
    if (neurons.length >= VIEW_NEURON_LIMIT) {
      setProblem(messages.full(VIEW_NEURON_LIMIT));
      return;
    }
    setDraft('');
    setProblem(null);
    const { view } = experimentStore.getState().experiment;
    if (!view.neurons.includes(neuron)) setView(viewOfNeuron(view, layer.id, neuron, true));
  };
  return (
    <>
      <ul className="chips" aria-label={messages.chosen}>
        {neurons.map((neuron) => (
          <li key={neuron}>
            <button
              type="button"
              className="chip"
              aria-label={messages.remove(neuron)}
              onClick={() => setView({ neurons: neurons.filter((other) => other !== neuron) })}
            >
              {neuron}
              <Icon name="close" sizePx={12} />
            </button>
          </li>
        ))}
      </ul>
      <form
        className="chips__add"
        onSubmit={(event) => {
          event.preventDefault();
          add();
        }}
      >
        <input
          className="view-number"
          type="text"
          inputMode="numeric"
          autoComplete="off"
          aria-label={messages.add}
          aria-invalid={problem !== null}
          placeholder={messages.addShort}
          value={draft}
          onChange={(event) => {
            setDraft(event.target.value);
            setProblem(null);
          }}
          onKeyDown={(event) => {
            if (event.key === 'Escape') {
              setDraft('');
              setProblem(null);
            }
          }}
        />
      </form>
      <output className="view-strip__problem">{problem}</output>
    </>
  );
}
