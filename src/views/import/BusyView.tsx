import { useImport } from '#state/import/importStore.ts';
import { shareDone } from '#state/import/shareDone.ts';
import { messages } from './messages.ts';

/** Steps in which progress is said aloud. */
const SPOKEN_PERCENT = 25;

/** How far reading or storing is: phase, count, share and the time left. */
export function BusyView({ phase }: { readonly phase: 'looking' | 'storing' }) {
  const progress = useImport((state) => state.progress);
  const secondsLeft = useImport((state) => state.secondsLeft);
  if (progress === null) {
    const text = phase === 'looking' ? messages.opening : messages.storing;
    return (
      <div className="import-busy">
        <output>{text}</output>
        <progress aria-label={text} max={1} />
      </div>
    );
  }
  const percent = Math.floor(100 * shareDone(progress));
  const name = messages.phases[progress.phase];
  const spoken = percent - (percent % SPOKEN_PERCENT);
  return (
    <div className="import-busy">
      {/* Ten changes a second are for the eye. */}
      <p className="import-busy__line">
        {messages.progress(progress, percent)} · {messages.left(secondsLeft)}
      </p>
      <progress aria-label={name} max={100} value={percent} />
      <output className="visually-hidden">{messages.spoken(name, spoken)}</output>
    </div>
  );
}
