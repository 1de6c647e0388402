import { useEffect, useRef, useState } from 'react';
import type { GradientReport } from '#protocol/measure.ts';
import { csvLines } from '#plots/csv.ts';
import type { LayerAgreement } from '#state/compare/agreement.ts';
import { agreementOf } from '#state/compare/agreement.ts';
import { useComparison } from '#state/compare/compareStore.ts';
import type { Finished } from '#state/compare/inspect.ts';
import { gradientsAt, isFinished } from '#state/compare/inspect.ts';
import { Button } from '#ui/Button.tsx';
import { saveText } from '../panel/exportPlot.ts';
import { ViewSelect } from '../panel/ViewSelect.tsx';
import { messages } from './messages.ts';

const { agreement: text } = messages;
const SAMPLES = 20;

interface Answer {
  readonly reference: Finished;
  readonly reports: ReadonlyMap<string, GradientReport>;
}

type State =
  | { readonly kind: 'idle'; readonly answer: Answer | null }
  | { readonly kind: 'asking'; readonly done: number; readonly of: number }
  | { readonly kind: 'failed'; readonly reason: string };

/** Which way each method would move the same weights, as cosines against one of them. */
export function Agreement() {
  const runs = useComparison((state) => state.runs);
  const finished = runs.filter(isFinished);
  const [chosen, setChosen] = useState('');
  const [state, setState] = useState<State>({ kind: 'idle', answer: null });
  const asking = useRef<AbortController | null>(null);
  useEffect(() => () => asking.current?.abort(), []);
  const reference = finished.find(({ id }) => id === chosen) ?? finished[0];

  const compute = async (): Promise<void> => {
    if (reference === undefined) return;
    asking.current?.abort();
    const own = new AbortController();
    asking.current = own;
    const reports = new Map<string, GradientReport>();
    const ordered = [reference, ...finished.filter(({ id }) => id !== reference.id)];
    const told = (): void => setState({ kind: 'asking', done: reports.size, of: ordered.length });
    told();
    const given = (id: string, report: GradientReport): void => {
      reports.set(id, report);
      told();
    };
    const next = await gradientsAt(reference, ordered, SAMPLES, given, own.signal).then(
      (): State => ({ kind: 'idle', answer: { reference, reports } }),
      (error: unknown): State => ({
        kind: 'failed',
        reason: error instanceof Error ? error.message : String(error),
      }),
    );
    if (!own.signal.aborted) setState(next);
  };

  if (runs.length === 0) return null;
  return (
    <section className="compare__section" aria-label={text.title}>
      <h3 className="compare__subtitle">{text.title}</h3>
      <p className="compare__note">{text.explain(SAMPLES)}</p>
      {finished.length < 2 ? (
        <p className="compare__soft">{text.needsTwo}</p>
      ) : (
        <div className="compare__row">
          <ViewSelect
            label={text.reference}
            value={reference?.id ?? ''}
            options={finished.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={setChosen}
          />
          <Button size="small" busy={state.kind === 'asking'} onClick={() => void compute()}>
            {state.kind === 'asking' ? text.computing(state.done, state.of) : text.compute}
          </Button>
        </div>
      )}
      {state.kind === 'failed' && <p role="alert">{text.failed(state.reason)}</p>}
      {state.kind === 'idle' && state.answer !== null && (
        <Cosines answer={state.answer} runs={finished} />
      )}
    </section>
  );
}

function Cosines({ answer, runs }: { answer: Answer; runs: readonly Finished[] }) {
  const own = answer.reports.get(answer.reference.id);
  if (own === undefined) return null;
  const names = new Map(
    answer.reference.experiment.network.layers.map(({ id, name }) => [id, name]),
  );
  const rows = runs.flatMap(({ id, name }) => {
    const other = answer.reports.get(id);
    return other === undefined ? [] : [{ id, name, layers: agreementOf(own, other) }];
  });
  const columns = agreementOf(own, own).map(({ layerId }) => layerId);
  return (
    <>
      <div className="compare__scroll">
        <table className="compare__table" aria-label={text.title}>
          <thead>
            <tr>
              <th scope="col">{text.method}</th>
              {columns.map((id) => (
                <th key={id} scope="col">
                  {names.get(id) ?? id}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ id, name, layers }) => (
              <tr key={id}>
                <th scope="row">{name}</th>
                {layers.map((layer) => (
                  <td key={layer.layerId}>
                    <Cosine layer={layer} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="compare__foot">
        <Button
          size="small"
          icon="download"
          onClick={() => {
            const header = ['run', 'reference', 'layer', 'cosine', 'common weights'];
            const lines = rows.flatMap(({ name, layers }) =>
              layers.map(({ layerId, cosine, weights }) => [
                ...[name, answer.reference.name, layerId, cosine ?? '', weights],
              ]),
            );
            saveText(csvLines(header, lines), text.file);
          }}
        >
          {text.csv}
        </Button>
      </div>
    </>
  );
}

/** A number with a bar from the middle: right for agreement, left for the opposite. */
function Cosine({ layer: { cosine, weights } }: { layer: LayerAgreement }) {
  if (cosine === null) {
    return <span className="compare__soft">{weights === 0 ? text.noShared : text.noGradient}</span>;
  }
  const share = 50 * Math.abs(cosine);
  return (
    <span className="compare__cosine">
      <span>{cosine.toFixed(2).replace('-', '−')}</span>
      <span className="compare__cosine-bar" aria-hidden="true">
        <span
          data-sign={cosine < 0 ? 'negative' : 'positive'}
          style={{
            inlineSize: `${share}%`,
            insetInlineStart: `${cosine < 0 ? 50 - share : 50}%`,
          }}
        />
      </span>
    </span>
  );
}
