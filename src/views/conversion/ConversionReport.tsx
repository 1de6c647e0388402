import type { ReactNode } from 'react';
import { useEffect } from 'react';
import { createLengths } from '#plots/lengths/createLengths.ts';
import type { SpikingReport } from '#protocol/spiking.ts';
import { useExperiment } from '#state/experimentStore.ts';
import { usePlot } from '../panel/usePlot.ts';
import { messages } from './messages.ts';
import { drawnSteps } from './spikingRequest.ts';

/** Accuracy against time, what answers cost, and how fast the layers fire. */
export function ConversionReport({ report }: { report: SpikingReport }) {
  const { host, plot } = usePlot((container) =>
    createLengths(container, { xTitle: messages.xTitle, yTitle: messages.yTitle }),
  );
  useEffect(() => {
    const { timesMs, sinceOnset, laterHalf } = report.curve;
    const steps = drawnSteps(timesMs.length);
    const at = (values: Float32Array): number[] => steps.map((step) => values[step - 1] ?? NaN);
    plot.current?.setData({
      lengths: at(timesMs),
      series: [
        { label: messages.series.onset, values: at(sinceOnset) },
        { label: messages.series.later, values: at(laterHalf) },
        { label: messages.series.still, values: steps.map(() => report.staticAccuracy) },
      ],
    });
  }, [plot, report]);
  const layers = useExperiment(({ experiment }) => experiment.network.layers);
  const names = new Map(layers.map((layer) => [layer.id, layer.name]));
  const { percent, count, efficiency, hz, window } = messages;
  return (
    <>
      <div ref={host} className="conversion__plot" />
      <Table label={messages.answers} columns={messages.answerColumns}>
        {report.rows.map((row) => (
          <tr key={`${row.fromMs}–${row.toMs}`}>
            <th scope="row">{window(row.fromMs, row.toMs)}</th>
            <td>{percent(row.accuracy)}</td>
            <td>{percent(report.staticAccuracy)}</td>
            <td>{count(row.spikesPerImage)}</td>
            <td>{count(row.synopsPerImage)}</td>
            <td>{efficiency(row.efficiency)}</td>
          </tr>
        ))}
      </Table>
      <Table label={messages.layers} columns={messages.layerColumns}>
        {report.layers.map(({ id, neurons, meanRateHz }) => (
          <tr key={id}>
            <th scope="row">{names.get(id) ?? id}</th>
            <td>{count(neurons)}</td>
            <td>{hz(meanRateHz)}</td>
          </tr>
        ))}
      </Table>
      <p className="conversion__note">{messages.took(report.samples, report.seconds)}</p>
    </>
  );
}

function Table(props: { label: string; columns: readonly string[]; children: ReactNode }) {
  return (
    <div className="conversion__scroll">
      <table className="conversion__table" aria-label={props.label}>
        <thead>
          <tr>
            {props.columns.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{props.children}</tbody>
      </table>
    </div>
  );
}
