import { useShallow } from 'zustand/react/shallow';
import { applyMend, mendFor, useDiagnosis } from '#state/diagnosis/diagnosisStore.ts';
import { diagnosisMessages } from '#state/diagnosis/messages.ts';
import type { DiagnosisKind } from '#state/diagnosis/diagnose.ts';
import { FieldHelp } from '#ui/fields/FieldHelp.tsx';
import { Icon } from '#ui/icons/Icon.tsx';
import { announce } from '../editorStore.ts';
import { messages } from '../messages.ts';
import { FixButton } from './FixButton.tsx';

/** What training finds wrong with a layer, each with the edit that mends it. */
export function LayerDiagnosis({ layerId }: { layerId: string }) {
  const found = useDiagnosis(
    useShallow((state) => state.found.filter((own) => own.layerId === layerId)),
  );
  if (found.length === 0) return null;
  return (
    <div className="layer-problems nodrag nopan">
      {found.map((diagnosis) => {
        const mend = mendFor(diagnosis);
        return (
          <div key={diagnosis.kind} className="layer-problem" data-tone="diagnosis">
            <p>
              <Icon name="warning" sizePx={14} />{' '}
              <strong>{diagnosisMessages.kinds[diagnosis.kind]}:</strong> {diagnosis.text}{' '}
              <DiagnosisHelp kind={diagnosis.kind} />
            </p>
            {mend !== null && (
              <FixButton
                remedy={mend.label}
                onFix={() => {
                  applyMend(mend);
                  announce(messages.fixApplied(mend.label));
                }}
              />
            )}
          </div>
        );
      })}
    </div>
  );
}

/** What a name means and where it comes from, behind a question mark as for every other term. */
function DiagnosisHelp({ kind }: { kind: DiagnosisKind }) {
  const { kinds, help, meansTitle, causesTitle } = diagnosisMessages;
  return (
    <FieldHelp label={kinds[kind]}>
      <dl className="diagnosis-help">
        <dt>{meansTitle}</dt>
        <dd>{help[kind].meaning}</dd>
        <dt>{causesTitle}</dt>
        <dd>{help[kind].causes}</dd>
      </dl>
    </FieldHelp>
  );
}
