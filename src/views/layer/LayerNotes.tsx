import { catalog } from '#catalog/index.ts';
import { findEntry } from '#model/catalog.ts';
import type { LayerStatistics, StatisticsReport } from '#protocol/layerStatistics.ts';
import { useExperiment } from '#state/experimentStore.ts';
import { messages } from './messages.ts';
import type { Quantity } from './quantities.ts';

interface LayerNotesProps {
  readonly quantity: Quantity;
  readonly layer: LayerStatistics;
  readonly report: StatisticsReport;
}

/** What the picture leaves out, and what a number means under this method. */
export function LayerNotes({ quantity, layer, report }: LayerNotesProps) {
  const ruleId = useExperiment(({ experiment }) => experiment.rule.id);
  const isStatic = findEntry(catalog.rules, ruleId)?.time === 'static';
  const what = quantity === 'activity' ? (layer.activity?.quantity ?? 'rate') : quantity;
  const notes = [
    quantity === 'gradients' && !report.hasGradient ? messages.noGradient : null,
    quantity === 'activity' && isStatic ? messages.converted : null,
    messages.apart[what],
    quantity === 'gradients' ? messages.gradientScale : messages.scale,
  ];
  return <p className="layer__note">{notes.filter((note) => note !== null).join(' ')}</p>;
}
