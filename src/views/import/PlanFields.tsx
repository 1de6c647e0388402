import { useId } from 'react';
import type { ImportPreview } from '#protocol/import.ts';
import { IMPORT_MEMORY_BYTES } from '#protocol/import.ts';
import { NumberField } from '#ui/fields/NumberField.tsx';
import { SelectField } from '#ui/fields/SelectField.tsx';
import { byteText, messages } from './messages.ts';
import type { PlanDraft } from './planDraft.ts';
import { bytesTaken, isTooLarge, NAME_MAX_CHARS, takenOf, totalOf } from './planDraft.ts';

export interface PlanFieldsProps {
  readonly preview: ImportPreview;
  readonly plan: PlanDraft;
  onChange(plan: PlanDraft): void;
}

/** Name, split, size and scaling of the data set to be. */
export function PlanFields({ preview, plan, onChange }: PlanFieldsProps) {
  const nameId = useId();
  const change = (part: Partial<PlanDraft>): void => onChange({ ...plan, ...part });
  const { counts, content } = preview;
  const bytes = byteText(bytesTaken(preview, plan));
  const total = totalOf(preview);
  return (
    <section aria-label={messages.taking}>
      <h3>{messages.taking}</h3>
      <div className="field">
        <label className="field-label" htmlFor={nameId}>
          {messages.name}
        </label>
        <input
          id={nameId}
          className="import-name"
          value={plan.name}
          maxLength={NAME_MAX_CHARS}
          onChange={(event) => change({ name: event.target.value })}
        />
      </div>
      {counts.test !== null && (
        <SelectField
          label={messages.split}
          help={messages.splitHelp}
          value={plan.split}
          options={[
            { value: 'files', label: messages.splitFiles },
            { value: 'share', label: messages.splitShare },
          ]}
          onChange={(split) => change({ split })}
        />
      )}
      {plan.split === 'share' && (
        <NumberField
          label={messages.share}
          help={messages.shareHelp}
          value={plan.testShare}
          min={0.01}
          max={0.9}
          onChange={(testShare) => change({ testShare })}
        />
      )}
      <NumberField
        label={messages.limit}
        help={messages.limitHelp}
        value={takenOf(preview, plan)}
        min={2}
        max={Math.max(2, total)}
        integer
        unit="samples"
        onChange={(limit) => change({ limit: limit >= total ? 0 : limit })}
      />
      {(plan.split === 'share' || plan.limit > 0) && (
        <NumberField
          label={messages.seed}
          help={messages.seedHelp}
          value={plan.seed}
          min={0}
          max={4294967295}
          integer
          onChange={(seed) => change({ seed })}
        />
      )}
      {content.kind === 'values' && !content.isBytes && (
        <SelectField
          label={messages.scaling}
          help={messages.scalingHelp}
          value={plan.scaling}
          options={[
            { value: 'whole', label: messages.scalingWhole },
            { value: 'column', label: messages.scalingColumn },
            { value: 'none', label: messages.scalingNone },
          ]}
          onChange={(scaling) => change({ scaling })}
        />
      )}
      {isTooLarge(preview, plan) ? (
        <p role="alert" className="import-too-large">
          {messages.tooLarge(bytes, byteText(IMPORT_MEMORY_BYTES))}
        </p>
      ) : (
        <p className="import-note">{messages.size(bytes)}</p>
      )}
    </section>
  );
}
