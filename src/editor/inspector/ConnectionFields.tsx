import { catalog } from '#catalog/index.ts';
import { entryOf } from '#model/catalog.ts';
import { unavailableLoop } from '#model/edit/availability.ts';
import { connect } from '#model/edit/connections.ts';
import { connectionRefusal } from '#model/edit/refusal.ts';
import type { Connection, Layer } from '#model/experiment.ts';
import { useExperiment } from '#state/experimentStore.ts';
import { IconButton } from '#ui/IconButton.tsx';
import { SelectField } from '#ui/fields/SelectField.tsx';
import { ToggleField } from '#ui/fields/ToggleField.tsx';
import { FixButton } from '../cards/FixButton.tsx';
import { connectionSize, sizeText } from '../cards/connectionSize.ts';
import { connectLayers } from '../connecting.ts';
import { layerName, removeConnection } from '../editorCommands.ts';
import { messages } from '../messages.ts';
import { changeThatAllows } from '../method/changeThatAllows.ts';
import { selectLayer } from '../selection.ts';

/** What a layer is connected to, with everything needed to change that without a pointer. */
export function ConnectionFields({ layer }: { layer: Layer }) {
  const experiment = useExperiment((state) => state.experiment);
  const { connections, layers } = experiment.network;
  const { role, allowsRecurrent } = entryOf(catalog.layers, layer.kind);
  const incoming = connections.filter((c) => c.to === layer.id && c.from !== layer.id);
  const outgoing = connections.filter((c) => c.from === layer.id && c.to !== layer.id);
  const loop = connections.find((c) => c.from === layer.id && c.to === layer.id);
  const loopProblem = unavailableLoop(experiment, catalog);
  const loopChange =
    !allowsRecurrent || loopProblem === null || loop !== undefined
      ? null
      : changeThatAllows(experiment, catalog, loopProblem);
  const targets = layers.filter(
    (other) => other.id !== layer.id && !outgoing.some((c) => c.to === other.id),
  );
  return (
    <section className="inspector-part" aria-label={messages.connections}>
      <h2>{messages.connections}</h2>
      <div className="inspector-fields">
        <ul className="connection-list">
          {incoming.map((connection) => (
            <ConnectionRow
              key={connection.id}
              connection={connection}
              text={messages.connectionFrom(layerName(connection.from))}
              other={connection.from}
            />
          ))}
          {outgoing.map((connection) => (
            <ConnectionRow
              key={connection.id}
              connection={connection}
              text={messages.connectionTo(layerName(connection.to))}
              other={connection.to}
            />
          ))}
          {incoming.length + outgoing.length === 0 && <li>{messages.notConnected}</li>}
        </ul>
        {allowsRecurrent && (
          <ToggleField
            label={messages.recurrentToggle}
            checked={loop !== undefined}
            notice={
              loopProblem === null ? messages.resetsTraining : messages.because(loopProblem.reason)
            }
            disabled={loopProblem !== null && loop === undefined}
            onChange={(checked) => {
              if (checked) connectLayers(layer.id, layer.id);
              else if (loop !== undefined) removeConnection(loop.id);
            }}
          />
        )}
        {allowsRecurrent && loopChange !== null && (
          <FixButton
            remedy={loopChange.label}
            onFix={() => loopChange.make((before) => connect(before, layer.id, layer.id))}
          />
        )}
        {role !== 'readout' && targets.length > 0 && (
          <SelectField
            label={messages.connectTo}
            value=""
            options={[
              { value: '', label: messages.chooseLayer },
              ...targets.map((other) => {
                const refusal = connectionRefusal(experiment, catalog, layer.id, other.id);
                // A refusal with a fix can be chosen: the card then offers the fix.
                return {
                  value: other.id,
                  label: other.name,
                  ...(refusal === null || refusal.fix !== undefined
                    ? {}
                    : { unavailable: refusal.reason }),
                };
              }),
            ]}
            onChange={(id) => {
              if (id !== '') connectLayers(layer.id, id);
            }}
          />
        )}
      </div>
    </section>
  );
}

function ConnectionRow({
  connection,
  text,
  other,
}: {
  connection: Connection;
  text: string;
  other: string;
}) {
  const analysis = useExperiment((state) => state.analysis);
  const { shape, weights } = connectionSize(connection, analysis);
  return (
    <li className="connection-row">
      <button type="button" className="connection-row__name" onClick={() => selectLayer(other)}>
        {text}
      </button>
      <span className="connection-row__size">
        {shape === null ? '' : sizeText(shape)}
        {weights === 0 ? '' : ` · ${messages.weights(weights)}`}
      </span>
      <IconButton
        size="small"
        icon="close"
        label={messages.removeConnection(layerName(connection.from), layerName(connection.to))}
        onClick={() => removeConnection(connection.id)}
      />
    </li>
  );
}
