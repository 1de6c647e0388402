/** Switching how errors travel back: one undo step, a notice of what changed, and a memory per rule. */
import { catalog } from '#catalog/index.ts';
import { entryOf } from '#model/catalog.ts';
import { switchRemembered } from '#model/edit/methodMemory.ts';
import type { RuleOutlook } from '#model/edit/switchRule.ts';
import { outlookOf } from '#model/edit/switchRule.ts';
import type { Experiment } from '#model/experiment.ts';
import { edit, experimentStore, undo } from '../experimentStore.ts';
import { dismissTopic, notify } from '../noticeStore.ts';
import { rememberedMethods, rememberMethods } from './memory.ts';
import { methodMessages } from './messages.ts';

const TOPIC = 'method';
/** Long enough to read; undo stays in the bar, and the method's menu lists the way back. */
const NOTICE_MS = 25_000;

/** What choosing each rule of the catalog would mean for this experiment. */
export function methodOutlooks(experiment: Experiment): ReadonlyMap<string, RuleOutlook> {
  return new Map(
    catalog.rules.map(({ id }) => {
      const switched = switchRemembered(rememberedMethods(), experiment, id, catalog);
      return [id, outlookOf(experiment, switched, catalog)];
    }),
  );
}

/**
 * Switches to a rule and says what changed; refused with the reasons when the rule cannot train the
 * network. `then` is done in the same step of the history: what the switch was wanted for.
 */
export function switchMethod(
  ruleId: string,
  then: (experiment: Experiment) => Experiment = (experiment) => experiment,
): boolean {
  const { experiment: before } = experimentStore.getState();
  const method = entryOf(catalog.rules, ruleId).label;
  const switched = switchRemembered(rememberedMethods(), before, ruleId, catalog);
  const outlook = outlookOf(before, switched, catalog);
  if (outlook.kind === 'current') return true;
  if (outlook.kind === 'impossible') {
    const { reasons } = outlook;
    notify({
      tone: 'warning',
      topic: TOPIC,
      text: methodMessages.impossible(method),
      details: reasons,
      isUnfolded: true,
    });
    return false;
  }
  rememberMethods(switched.memory);
  edit(methodMessages.label(method), () => then(switched.experiment));
  const { experiment: after } = experimentStore.getState();
  notify({
    topic: TOPIC,
    text: methodMessages.switched(method, switched.changes.length),
    details: switched.changes,
    isUnfolded: true,
    lastsMs: NOTICE_MS,
    actions: [{ label: methodMessages.undo, run: () => takeBack(before, after) }],
  });
  const stop = experimentStore.subscribe(({ experiment }) => {
    const isStill = experiment.rule.id === ruleId && rememberedMethods() === switched.memory;
    if (isStill) return;
    // Undone, switched again, or another document: the notice is about the past.
    stop();
    dismissTopic(TOPIC);
  });
  return true;
}

/** Undoes the switch when it was the last thing done; later edits are kept by switching back. */
function takeBack(before: Experiment, after: Experiment): void {
  const { experiment } = experimentStore.getState();
  const isLast = JSON.stringify({ ...experiment, view: after.view }) === JSON.stringify(after);
  if (isLast) undo();
  else switchMethod(before.rule.id);
}
