/** The life of a page: what it opens on, and what starts with it. */
import { offerEarlierWork, keepRun, startAutosave } from './keep/autosave.ts';
import { followCurve } from './curveStore.ts';
import { followDiagnosis } from './diagnosis/diagnosisStore.ts';
import { followImported } from './import/importStore.ts';
import { startRun } from './runStore.ts';
import { followDocument, openAddress } from './share/address.ts';
import { followStatistics } from './statistics/historySource.ts';

/** Resolves when the document the page opens on is there: the link's, or else the first example. */
export const openSession = openAddress;

/** Starts workers, address and autosave; call once, after the first paint. */
export function startSession(): void {
  // Before the first frame: its rows do not come again.
  followCurve();
  startRun(keepRun);
  followDocument();
  startAutosave();
  void offerEarlierWork();
  followImported();
  followDiagnosis();
  followStatistics();
}
