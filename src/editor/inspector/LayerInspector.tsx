import { catalog } from '#catalog/index.ts';
import { entryOf } from '#model/catalog.ts';
import { unavailableMeasure, unavailableNeuron } from '#model/edit/availability.ts';
import { setLayerParam, setNeuron, setNeuronParam } from '#model/edit/parameters.ts';
import type { Layer } from '#model/experiment.ts';
import { edit, useExperiment } from '#state/experimentStore.ts';
import { IconButton } from '#ui/IconButton.tsx';
import { sizeText } from '../cards/connectionSize.ts';
import { startConnect } from '../connecting.ts';
import { deleteSelection, duplicateSelection } from '../editorCommands.ts';
import { messages } from '../messages.ts';
import { LayerIcon } from '../palette/LayerIcon.tsx';
import { clearSelection } from '../selection.ts';
import { ChoiceField } from './ChoiceField.tsx';
import { ConnectionFields } from './ConnectionFields.tsx';
import { EntryHelp } from './EntryHelp.tsx';
import { NameField } from './NameField.tsx';
import { ParamFields } from './ParamFields.tsx';

/** All of one layer: what it is, its numbers, its neuron, what it is connected to. */
export function LayerInspector({ layer }: { layer: Layer }) {
  const experiment = useExperiment((state) => state.experiment);
  const step = useExperiment(({ analysis }) =>
    analysis.plan.find((candidate) => candidate.layer.id === layer.id),
  );
  const entry = entryOf(catalog.layers, layer.kind);
  const inputs = step?.inputs.map((input) => sizeText(input.shape)).join(' + ') ?? '';
  return (
    <>
      <div className="layer-head">
        <LayerIcon id={entry.id} />
        <NameField layerId={layer.id} name={layer.name} />
        <IconButton
          size="small"
          icon="close"
          label={messages.showSettings}
          onClick={clearSelection}
        />
      </div>
      <p className="inspector-note">
        {entry.label}
        {step === undefined ? ` · ${messages.noShape}` : ''}
        {step !== undefined && inputs !== '' ? ` · ${inputs} → ${sizeText(step.output)}` : ''}
        {step !== undefined && inputs === '' ? ` · ${sizeText(step.output)}` : ''}
        {step !== undefined && step.parameterCount > 0
          ? ` · ${messages.parameters(step.parameterCount)}`
          : ''}
      </p>
      <div className="layer-actions" role="toolbar" aria-label={messages.layerActions}>
        <IconButton
          size="small"
          icon="connect"
          label={messages.connectFrom(layer.name)}
          shortcut="C"
          onClick={() => startConnect(layer.id)}
        />
        <IconButton
          size="small"
          icon="copy"
          label={messages.duplicate}
          shortcut="Ctrl+D"
          onClick={duplicateSelection}
        />
        <IconButton
          size="small"
          icon="trash"
          label={messages.delete}
          shortcut="Del"
          onClick={deleteSelection}
        />
      </div>
      {Object.keys(entry.params).length === 0 ? (
        <p>{entry.help}</p>
      ) : (
        <section className="inspector-part" aria-label={messages.layer}>
          <h2>{messages.layer}</h2>
          <div className="inspector-fields">
            <ParamFields
              owner={layer.id}
              specs={entry.params}
              values={layer.params}
              choices={{
                unavailable: (name, value) =>
                  name === 'measure' ? unavailableMeasure(experiment, catalog, layer, value) : null,
                choose: (before, name, value) => setLayerParam(before, layer.id, name, value),
              }}
              onChange={(name, value, gesture) =>
                edit(
                  messages.labelChange((entry.params[name]?.label ?? name).toLowerCase()),
                  (before) => setLayerParam(before, layer.id, name, value),
                  gesture,
                )
              }
            />
          </div>
        </section>
      )}
      <NeuronFields layer={layer} />
      <ConnectionFields layer={layer} />
    </>
  );
}

function NeuronFields({ layer }: { layer: Layer }) {
  const experiment = useExperiment((state) => state.experiment);
  const { neuron } = layer;
  if (neuron === undefined) return null;
  const entry = entryOf(catalog.neurons, neuron.id);
  return (
    <section className="inspector-part" aria-label={messages.neuron}>
      <h2>{messages.neuron}</h2>
      <div className="inspector-fields">
        <ChoiceField
          label={messages.neuronModel}
          value={neuron.id}
          options={catalog.neurons.map((other) => ({
            value: other.id,
            label: other.label,
            unavailable: unavailableNeuron(experiment, catalog, layer, other.id),
          }))}
          help={<EntryHelp entry={entry} />}
          choose={(before, id) => setNeuron(before, catalog, layer.id, id)}
        />
        <ParamFields
          owner={`${layer.id} neuron`}
          specs={entry.params}
          values={neuron.params}
          onChange={(name, value, gesture) =>
            edit(
              messages.labelChange((entry.params[name]?.label ?? name).toLowerCase()),
              (experiment) => setNeuronParam(experiment, layer.id, name, value),
              gesture,
            )
          }
        />
      </div>
    </section>
  );
}
