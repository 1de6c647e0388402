import { useEffect, useRef } from 'react';
import { createSample } from '#plots/sample/createSample.ts';
import { Button } from '#ui/Button.tsx';
import { useSampleShape } from '../frames/useDataset.ts';
import { usePlot } from '../panel/usePlot.ts';
import { spectrogramImage } from '#plots/sample/spectrogramImage.ts';
import { AskView } from './answer/AskView.tsx';
import { messages } from './messages.ts';
import type { Level } from './sound/LevelMeter.tsx';
import { LevelMeter } from './sound/LevelMeter.tsx';
import type { Heard } from './sound/useWord.ts';
import { useWord } from './sound/useWord.ts';

/** Says a word into the microphone, and the network answers. */
export function SpeakView() {
  const level = useRef<Level>(null);
  const { isListening, problem, heard, record, stop } = useWord(level);
  return (
    <AskView values={heard?.values ?? null} invitation={messages.speak}>
      <fieldset className="live-word" aria-label={messages.microphone}>
        <Button
          variant="primary"
          size="large"
          aria-pressed={isListening}
          onClick={isListening ? stop : record}
        >
          {isListening ? messages.stop : messages.record}
        </Button>
        <LevelMeter ref={level} />
        <p className="live-word__words" aria-live="polite">
          {isListening && messages.listening}
          {!isListening && problem !== null && messages.microphoneProblems[problem]}
          {!isListening && problem === null && heard !== null && heardText(heard)}
        </p>
        <p className="live-word__private live-soft">{messages.private}</p>
      </fieldset>
      {heard !== null && <HeardPicture values={heard.values} />}
    </AskView>
  );
}

function heardText({ take }: Heard): string {
  const ms = (1000 * take.sound.length) / take.sampleRateHz;
  return [...(take.isClipped ? [messages.clipped] : []), `${messages.took(ms)}.`].join(' ');
}

/** The spectrogram of the word, as the network is given it. */
function HeardPicture({ values }: { values: Float32Array }) {
  const [frames = 1, bands = 1] = useSampleShape();
  const { host, plot } = usePlot((container) => createSample(container));
  useEffect(() => {
    if (values.length !== frames * bands) return;
    const upright = spectrogramImage(values, frames, bands);
    plot.current?.setData({
      ...{ kind: 'image', height: bands, width: frames, channels: 1 },
      ...{ values: upright, trueClass: null },
    });
  }, [plot, values, frames, bands]);
  return (
    <figure className="live-heard">
      <div ref={host} className="live-heard__picture" />
      <figcaption>
        {messages.seen} <span className="live-soft">{messages.spectrogram}</span>
      </figcaption>
    </figure>
  );
}
