import { documentParams } from '#model/bounds.ts';
import type { DocumentParam } from '#model/edit/settings.ts';
import { documentParam, setDocumentParam } from '#model/edit/settings.ts';
import type { ParamSpec } from '#model/params.ts';
import { edit, useExperiment } from '#state/experimentStore.ts';
import { messages } from '../messages.ts';
import { ParamField } from './ParamFields.tsx';

/** Numbers and flags of the document that no catalog entry owns. */
export function DocumentFields({
  names,
  specs = {},
  isSeed = false,
  resetsTraining = isSeed,
}: {
  names: readonly DocumentParam[];
  /** What stands in for the usual descriptors, where a rule gives a number another meaning. */
  specs?: Partial<Record<DocumentParam, ParamSpec>>;
  isSeed?: boolean;
  resetsTraining?: boolean;
}) {
  const experiment = useExperiment((state) => state.experiment);
  return names.map((name) => (
    <ParamField
      key={name}
      spec={specs[name] ?? documentParams[name]}
      value={documentParam(experiment, name)}
      isPlain={isSeed}
      resetsTraining={resetsTraining}
      onChange={(value) =>
        edit(
          messages.labelChange(documentParams[name].label.toLowerCase()),
          (before) =>
            setDocumentParam(before, name, name === 'validation' ? value === true : Number(value)),
          `document ${name}`,
        )
      }
    />
  ));
}
