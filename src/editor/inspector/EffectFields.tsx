import { catalog } from '#catalog/index.ts';
import { effectsParams } from '#model/bounds.ts';
import type { EffectEntry } from '#model/catalog.ts';
import { entryOf } from '#model/catalog.ts';
import { unavailableEffect } from '#model/edit/availability.ts';
import {
  addEffect,
  effectIn,
  effectsOf,
  removeEffect,
  setEffectParam,
  setEffects,
} from '#model/edit/effects.ts';
import type { Experiment } from '#model/experiment.ts';
import { openDistortion } from '#state/distortion/distortionStore.ts';
import { edit, useExperiment } from '#state/experimentStore.ts';
import { Button } from '#ui/Button.tsx';
import { ToggleField } from '#ui/fields/ToggleField.tsx';
import { messages } from '../messages.ts';
import { EntryHelp } from './EntryHelp.tsx';
import { ParamField, ParamFields } from './ParamFields.tsx';

/** What a substrate does to the network: each effect with its strength, and who meets them. */
export function EffectFields() {
  const { training, seed, list } = useExperiment(({ experiment }) => effectsOf(experiment));
  return (
    <>
      <p className="inspector-note">{messages.effectsNote}</p>
      {catalog.effects.map((entry) => (
        <Effect key={entry.id} entry={entry} />
      ))}
      {list.length > 0 && (
        <>
          <ParamField
            spec={effectsParams.training}
            value={training}
            onChange={(value) =>
              edit(messages.labelChange(messages.effects.toLowerCase()), (before) =>
                setEffects(before, { training: value === true }),
              )
            }
          />
          <ParamField
            spec={effectsParams.seed}
            value={seed}
            isPlain
            onChange={(value) =>
              edit(
                messages.labelChange(effectsParams.seed.label.toLowerCase()),
                (before) => setEffects(before, { seed: Number(value) }),
                'effects seed',
              )
            }
          />
        </>
      )}
      <Button size="small" icon="compare" onClick={openDistortion}>
        {messages.plotDistortion}
      </Button>
    </>
  );
}

function Effect({ entry }: { entry: EffectEntry }) {
  const experiment = useExperiment((state) => state.experiment);
  const { id, label, params } = entry;
  const chosen = effectIn(experiment, id);
  const unavailable = unavailableEffect(experiment, catalog, id);
  return (
    <div className="effect">
      <ToggleField
        label={label}
        checked={chosen !== undefined}
        disabled={unavailable !== null && chosen === undefined}
        help={<EntryHelp entry={entry} />}
        {...(unavailable === null ? {} : { notice: messages.because(unavailable.reason) })}
        onChange={(isOn) =>
          edit(isOn ? messages.labelAdd(label) : messages.labelDelete(label), (before) =>
            isOn ? addEffect(before, catalog, id) : removeEffect(before, id),
          )
        }
      />
      {chosen !== undefined && (
        <ParamFields
          owner={`effect ${id}`}
          specs={params}
          values={chosen.params}
          onChange={(name, value, gesture) =>
            edit(
              messages.labelChange((params[name]?.label ?? name).toLowerCase()),
              (before) => setEffectParam(before, id, name, value),
              gesture,
            )
          }
        />
      )}
    </div>
  );
}

/** "weight range, lost spikes", or that there are none. */
export function effectsSummary({ effects }: Experiment): string {
  const names = (effects?.list ?? []).map(({ id }) => entryOf(catalog.effects, id).label);
  return names.length === 0 ? messages.noEffects : names.join(', ').toLowerCase();
}
