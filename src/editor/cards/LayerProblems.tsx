import { useShallow } from 'zustand/react/shallow';
import { useExperiment } from '#state/experimentStore.ts';
import { connectFixed, dismissRefusal } from '../connecting.ts';
import { fixIssue } from '../editorCommands.ts';
import { useEditor } from '../editorStore.ts';
import { FixButton } from './FixButton.tsx';
import { messages } from '../messages.ts';

/** What keeps a layer from running, and a connection to it that was refused, each with its remedy. */
export function LayerProblems({ layerId }: { layerId: string }) {
  const issues = useExperiment(
    useShallow(({ analysis }) => analysis.issues.filter((issue) => issue.layerId === layerId)),
  );
  const refused = useEditor((state) => (state.refused?.to === layerId ? state.refused : null));
  const aimed = useEditor(({ connecting }) =>
    connecting?.to === layerId ? (connecting.refusals.get(layerId) ?? null) : null,
  );
  if (issues.length === 0 && refused === null && aimed === null) return null;
  return (
    <div className="layer-problems nodrag nopan">
      {aimed !== null && (
        <p className="layer-problem" data-tone="refused">
          {aimed.reason} <strong>{aimed.remedy}</strong>
        </p>
      )}
      {aimed === null && refused !== null && (
        <div className="layer-problem" data-tone="refused">
          <p>{refused.refusal.reason}</p>
          <div className="layer-problem__actions">
            {refused.refusal.fix === undefined ? (
              <span>{refused.refusal.remedy}</span>
            ) : (
              <FixButton
                remedy={refused.refusal.remedy}
                onFix={() => connectFixed(refused.from, refused.to, refused.refusal)}
              />
            )}
            <button
              type="button"
              className="layer-problem__dismiss"
              aria-label={messages.dismiss}
              onClick={dismissRefusal}
            >
              ×
            </button>
          </div>
        </div>
      )}
      {aimed === null &&
        refused === null &&
        issues.map((issue) => (
          <div key={issue.reason} className="layer-problem">
            <p>{issue.reason}</p>
            {issue.fix === undefined ? (
              <p className="layer-problem__remedy">{issue.remedy}</p>
            ) : (
              <FixButton remedy={issue.remedy} onFix={() => fixIssue(issue)} />
            )}
          </div>
        ))}
    </div>
  );
}
