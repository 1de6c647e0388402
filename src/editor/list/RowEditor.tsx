import { useState } from 'react';
import { catalog } from '#catalog/index.ts';
import { unavailableMeasure } from '#model/edit/availability.ts';
import { setLayerParam, setNeuronParam } from '#model/edit/parameters.ts';
import { layerOf } from '#model/edit/parts.ts';
import type { ParamSpec, ParamValue } from '#model/params.ts';
import { hardRange } from '#model/params.ts';
import { edit, experimentStore } from '#state/experimentStore.ts';
import { rename } from '../editorCommands.ts';
import { announce } from '../editorStore.ts';
import { messages } from '../messages.ts';
import type { TreeRow } from './networkTree.ts';

type ParameterRow = Extract<TreeRow, { kind: 'parameter' }>;

/** A row turned into a field: Enter and leaving take the value, Escape restores it. */
export function RowEditor({ item, onDone }: { item: TreeRow; onDone: () => void }) {
  if (item.kind === 'connection') return null;
  if (item.kind === 'layer') {
    return (
      <TextEditor
        label={messages.rename}
        text={item.text}
        onDone={onDone}
        onText={(text) => {
          rename(item.layerId, text);
          return true;
        }}
      />
    );
  }
  const { spec, name, owner, layerId, value } = item;
  const put = (next: ParamValue): void =>
    edit(messages.labelChange(spec.label.toLowerCase()), (experiment) =>
      owner === 'layer'
        ? setLayerParam(experiment, layerId, name, next)
        : setNeuronParam(experiment, layerId, name, next),
    );
  if (spec.kind === 'number') {
    return (
      <TextEditor
        label={spec.label}
        text={String(value)}
        onDone={onDone}
        onText={(text) => {
          const next = parseNumber(text, spec);
          if (next === null) {
            const { min, max } = hardRange(spec);
            announce(messages.numberExpected(spec.label, min, max));
            return false;
          }
          put(next);
          return true;
        }}
      />
    );
  }
  const options =
    spec.kind === 'choice'
      ? spec.oneOf.map((option) => ({ ...option, missing: whyMissing(item, option.value) }))
      : [
          { value: 'true', label: messages.on, missing: null },
          { value: 'false', label: messages.off, missing: null },
        ];
  return (
    <select
      className="network-list__field"
      aria-label={spec.label}
      ref={takeFocus}
      value={String(value)}
      onBlur={onDone}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Enter' || event.key === 'Escape') onDone();
      }}
      onChange={(event) =>
        put(spec.kind === 'flag' ? event.target.value === 'true' : event.target.value)
      }
    >
      {options.map((option) => (
        <option key={option.value} value={option.value} disabled={option.missing !== null}>
          {option.missing === null ? option.label : `${option.label} – ${option.missing}`}
        </option>
      ))}
    </select>
  );
}

/** Why a score cannot be chosen under the present method; null for what can. */
function whyMissing({ layerId, name }: ParameterRow, value: string): string | null {
  const { experiment } = experimentStore.getState();
  const layer = layerOf(experiment, layerId);
  return layer === undefined || name !== 'measure'
    ? null
    : (unavailableMeasure(experiment, catalog, layer, value)?.reason ?? null);
}

/** The row was turned into a field on request: the keyboard goes on in it. */
function takeFocus(field: HTMLElement | null): void {
  field?.focus();
}

interface TextEditorProps {
  readonly label: string;
  readonly text: string;
  onText(text: string): boolean;
  onDone(): void;
}

function TextEditor({ label, text, onText, onDone }: TextEditorProps) {
  const [draft, setDraft] = useState(text);
  const [isWrong, setIsWrong] = useState(false);
  const commit = (): void => {
    if (draft === text || onText(draft)) onDone();
    else setIsWrong(true);
  };
  return (
    <input
      className="network-list__field"
      aria-label={label}
      aria-invalid={isWrong}
      ref={takeFocus}
      value={draft}
      onFocus={(event) => event.target.select()}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Enter') commit();
        else if (event.key === 'Escape') onDone();
      }}
    />
  );
}

/** A number within the hard range, with a point or a comma; null for anything else. */
function parseNumber(text: string, spec: Extract<ParamSpec, { kind: 'number' }>): number | null {
  const value = Number(text.trim().replace(',', '.'));
  const { min, max } = hardRange(spec);
  const fits = text.trim() !== '' && Number.isFinite(value) && value >= min && value <= max;
  return fits && (spec.integer !== true || Number.isInteger(value)) ? value : null;
}
