import { useState } from 'react';
import { experimentStore, setView } from '#state/experimentStore.ts';
import { IconButton } from '#ui/IconButton.tsx';
import { LayerSelect } from '../layers/LayerSelect.tsx';
import type { LayerInfo } from '../layers/layerInfo.ts';
import { parseIndex } from '../pager/sampleIndex.ts';
import { messages } from './messages.ts';

interface NeuronPickerProps {
  readonly infos: readonly LayerInfo[];
  /** The chosen layer; undefined for none. */
  readonly layer: LayerInfo | undefined;
  /** The neuron chosen last; null for none. */
  readonly neuron: number | null;
}

/** Layer and number of the neuron, the one before and after; the others whose membranes are drawn stay. */
export function NeuronPicker({ infos, layer, neuron }: NeuronPickerProps) {
  const last = (layer?.size ?? 0) - 1;
  const choose = (next: number): void => {
    const { neurons } = experimentStore.getState().experiment.view;
    setView({ neurons: [...neurons.slice(0, -1).filter((own) => own !== next), next] });
  };
  return (
    <div className="view-strip">
      <LayerSelect layers={infos.filter(({ hasNeuron, isInput }) => hasNeuron || isInput)} />
      <IconButton
        icon="chevronLeft"
        size="small"
        label={messages.previous}
        disabled={layer === undefined || neuron === null || neuron === 0}
        onClick={() => choose((neuron ?? 0) - 1)}
      />
      <NeuronField last={last} neuron={neuron} onChoose={choose} />
      <IconButton
        icon="chevronRight"
        size="small"
        label={messages.next}
        disabled={layer === undefined || (neuron ?? -1) >= last}
        onClick={() => choose((neuron ?? -1) + 1)}
      />
    </div>
  );
}

interface NeuronFieldProps {
  readonly last: number;
  readonly neuron: number | null;
  onChoose(neuron: number): void;
}

/** The number of the neuron; Enter and leaving take it, Esc restores. */
function NeuronField({ last, neuron, onChoose }: NeuronFieldProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const parsed = draft === null ? neuron : parseIndex(draft, last + 1);
  const commit = (): void => {
    if (draft === null || parsed === null) return;
    setDraft(null);
    if (parsed !== neuron) onChoose(parsed);
  };
  return (
    <input
      className="view-number"
      type="text"
      inputMode="numeric"
      autoComplete="off"
      aria-label={messages.index}
      aria-invalid={draft !== null && draft !== '' && parsed === null}
      title={last < 0 ? messages.index : messages.range(last)}
      disabled={last < 0}
      value={draft ?? (neuron === null ? '' : String(neuron))}
      onChange={(event) => setDraft(event.target.value)}
      onFocus={(event) => event.target.select()}
      onBlur={() => {
        commit();
        setDraft(null);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
        else if (event.key === 'Escape') setDraft(null);
      }}
    />
  );
}
