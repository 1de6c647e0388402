import { useExperiment } from '#state/experimentStore.ts';
import { FixButton } from '../cards/FixButton.tsx';
import { fixIssue, layerName } from '../editorCommands.ts';
import { messages } from '../messages.ts';
import { selectLayer } from '../selection.ts';

/** Everything that keeps the network from training, each with its place and its remedy. */
export function ProblemList() {
  const issues = useExperiment(({ analysis }) => analysis.issues);
  if (issues.length === 0) return null;
  return (
    <section className="problem-list" aria-label={messages.problems}>
      <h2>{messages.problemCount(issues.length)}</h2>
      <ul>
        {issues.map((issue) => {
          const { layerId } = issue;
          return (
            <li key={`${layerId ?? ''} ${issue.reason}`}>
              {layerId !== null && (
                <button
                  type="button"
                  className="problem-list__place"
                  onClick={() => selectLayer(layerId)}
                >
                  {layerName(layerId)}
                </button>
              )}
              <p>{issue.reason}</p>
              {issue.fix === undefined ? (
                <p className="problem-list__remedy">{issue.remedy}</p>
              ) : (
                <FixButton remedy={issue.remedy} onFix={() => fixIssue(issue)} />
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
