import { useEffect, useId, useRef, useState } from 'react';
import { Button } from '#ui/Button.tsx';
import { messages } from '../messages.ts';
import type { Pad } from './createPad.ts';
import { createPad } from './createPad.ts';
import type { Stroke } from './inkImage.ts';

interface DrawPadProps {
  onChange(strokes: readonly Stroke[], isDrawing: boolean): void;
}

/** A place to draw, with buttons for what a pen cannot do. */
export function DrawPad({ onChange }: DrawPadProps) {
  const id = useId();
  const canvas = useRef<HTMLCanvasElement>(null);
  const pad = useRef<Pad>(null);
  const latest = useRef(onChange);
  const [isEmpty, setEmpty] = useState(true);
  const [isPenDown, setPenDown] = useState<boolean | null>(null);
  useEffect(() => {
    latest.current = onChange;
  });
  useEffect(() => {
    if (canvas.current === null) return undefined;
    // A canvas has no role of its own; this one takes keys by itself.
    canvas.current.setAttribute('role', 'application');
    const created = createPad(canvas.current, {
      onChange: (strokes, isDrawing) => {
        setEmpty(strokes.length === 0);
        latest.current(strokes, isDrawing);
      },
      onPen: setPenDown,
    });
    pad.current = created;
    return () => created.destroy();
  }, []);
  return (
    <div className="live-pad">
      <canvas
        ref={canvas}
        className="live-pad__canvas"
        tabIndex={0}
        aria-label={messages.pad}
        aria-describedby={`${id}-help`}
      />
      <p id={`${id}-help`} className="visually-hidden">
        {messages.padHelp}
      </p>
      <output className="visually-hidden">
        {isPenDown === null ? '' : isPenDown ? messages.penDown : messages.penUp}
      </output>
      <div className="live-pad__tools">
        <Button icon="undo" disabled={isEmpty} onClick={() => pad.current?.undo()}>
          {messages.undo}
        </Button>
        <Button icon="trash" disabled={isEmpty} onClick={() => pad.current?.clear()}>
          {messages.clear}
        </Button>
      </div>
      <p className="live-pad__keys" aria-hidden="true">
        {messages.padKeys}
      </p>
    </div>
  );
}
