import { useEffect, useRef } from 'react';
import { readTheme, watchTheme } from '#plots/theme.ts';
import type { CardPicture } from '../cards/activity.ts';
import { drawPicture } from '../cards/drawPicture.ts';

interface PictureProps {
  readonly picture: CardPicture;
  readonly title: string;
  readonly text?: string;
}

/** A small picture; what it shows is said in words below it. */
export function Picture({ picture, title, text }: PictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const target = canvas.current;
    if (target === null) return undefined;
    // A canvas has no role of its own.
    target.setAttribute('role', 'img');
    const draw = (): void => {
      // Taking the canvas off the page is a change of its size too, and there it has no theme.
      if (target.isConnected) drawPicture(target, picture, readTheme(target));
    };
    draw();
    const observer = new ResizeObserver(draw);
    observer.observe(target);
    const stop = watchTheme(draw);
    return () => {
      observer.disconnect();
      stop();
    };
  }, [picture]);
  return (
    <figure>
      <canvas
        ref={canvas}
        aria-label={text === undefined ? title : `${title}: ${text}`}
        data-drawn={picture.kind}
      />
      <figcaption>
        {title}
        {text !== undefined && <span>{text}</span>}
      </figcaption>
    </figure>
  );
}
