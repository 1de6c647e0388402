import { catalog } from '#catalog/index.ts';
import { datasetShape, entryOf } from '#model/catalog.ts';
import { shapeLabel } from '#model/shape.ts';
import { useExperiment } from '#state/experimentStore.ts';
import { openImport, useImport } from '#state/import/importStore.ts';
import { Button } from '#ui/Button.tsx';
import { AugmentationFields, augmentationSummary } from '../augmentation/AugmentationFields.tsx';
import { messages as augmentationMessages } from '../augmentation/messages.ts';
import { useEditor } from '../editorStore.ts';
import { EncodingPreview } from '../encoding/EncodingPreview.tsx';
import { formatCount, messages } from '../messages.ts';
import { ChosenFields } from './ChosenFields.tsx';
import { DocumentFields } from './DocumentFields.tsx';
import { EffectFields, effectsSummary } from './EffectFields.tsx';
import { InspectorSection } from './InspectorSection.tsx';
import { RuleFields } from './RuleFields.tsx';
import { TimeFields, timeSummary } from './TimeFields.tsx';

/** Everything of the experiment that belongs to no layer. */
export function SettingsInspector() {
  const experiment = useExperiment((state) => state.experiment);
  // Imported data sets join the menu, and get their names, as the store of the browser is read.
  useImport((state) => state.storage);
  const { dataset, encoder, rule, loss, optimiser, simulation, batchSize, stopping, seed } =
    experiment;
  // Its preview needs a sample, and so the data: nothing is fetched for a folded section.
  const isEncodingOpen = useEditor(({ openSections }) => openSections.includes('encoding'));
  const rate = optimiser.params['learningRate'];
  const optimiserLabel = entryOf(catalog.optimisers, optimiser.id).label;
  return (
    <>
      <InspectorSection
        id="data"
        title={messages.data}
        summary={entryOf(catalog.datasets, dataset.id).label}
      >
        <ChosenFields slot="dataset" label={messages.dataset} resetsTraining>
          <DatasetFacts />
          <Button size="small" onClick={openImport}>
            {messages.importData}
          </Button>
        </ChosenFields>
      </InspectorSection>
      <InspectorSection
        id="encoding"
        title={messages.encoding}
        summary={entryOf(catalog.encoders, encoder.id).label}
      >
        <ChosenFields slot="encoder" label={messages.encoder}>
          {isEncodingOpen && <EncodingPreview />}
        </ChosenFields>
      </InspectorSection>
      <InspectorSection
        id="augmentation"
        title={augmentationMessages.section}
        summary={augmentationSummary(experiment)}
      >
        <AugmentationFields />
      </InspectorSection>
      <InspectorSection
        id="time"
        title={messages.time}
        summary={timeSummary(
          entryOf(catalog.rules, rule.id).time,
          simulation.steps,
          simulation.dtMs,
        )}
      >
        <TimeFields />
      </InspectorSection>
      <InspectorSection
        id="rule"
        title={messages.rule}
        summary={entryOf(catalog.rules, rule.id).label}
      >
        <RuleFields />
      </InspectorSection>
      <InspectorSection
        id="loss"
        title={messages.loss}
        summary={entryOf(catalog.losses, loss.id).label}
      >
        <ChosenFields slot="loss" label={messages.loss} />
      </InspectorSection>
      <InspectorSection
        id="optimiser"
        title={messages.optimiser}
        summary={rate === undefined ? optimiserLabel : `${optimiserLabel} · η ${rate}`}
      >
        <ChosenFields slot="optimiser" label={messages.optimiser} />
        <ChosenFields slot="schedule" label={messages.schedule} />
        <DocumentFields names={['clipNorm']} />
      </InspectorSection>
      <InspectorSection
        id="stopping"
        title={messages.stopping}
        summary={messages.stoppingSummary(batchSize, stopping)}
      >
        <DocumentFields names={['batchSize', 'epochs', 'targetAccuracy']} />
        <DocumentFields names={['validation']} resetsTraining />
      </InspectorSection>
      <InspectorSection id="effects" title={messages.effects} summary={effectsSummary(experiment)}>
        <EffectFields />
      </InspectorSection>
      <InspectorSection id="seed" title={messages.seed} summary={String(seed)}>
        <DocumentFields names={['seed']} isSeed />
      </InspectorSection>
    </>
  );
}

/** What the chosen data are, and whose. */
function DatasetFacts() {
  const { id, params } = useExperiment(({ experiment }) => experiment.dataset);
  const entry = entryOf(catalog.datasets, id);
  const { classes, help, licence, source } = entry;
  const shape = datasetShape(entry, params);
  return (
    <dl className="inspector-facts">
      <dt className="visually-hidden">{messages.about}</dt>
      <dd>{help}</dd>
      <dt>{messages.inputs}</dt>
      <dd>{shape.length === 1 ? formatCount(shape[0]) : shapeLabel(shape)}</dd>
      <dt>{messages.classes}</dt>
      <dd>{classes.join(', ')}</dd>
      {source !== undefined && (
        <>
          <dt>{messages.sourceTitle}</dt>
          <dd>{source}</dd>
        </>
      )}
      <dt>{messages.licence}</dt>
      <dd>{licence}</dd>
    </dl>
  );
}
