import { useEffect, useRef } from 'react';
import type katexModule from 'katex';

let loading: Promise<typeof katexModule> | null = null;

/** KaTeX comes when the first equation is shown: the page opens without it. */
function loadKatex(): Promise<typeof katexModule> {
  loading ??= import('katex').then((module) => module.default);
  return loading;
}

/** Parts of a line of equations: MathML does not wrap, so that each is set by itself. */
const BETWEEN = /(?<=,)\s*\\quad\s*/;

/** An equation in TeX, set by KaTeX as MathML, which screen readers can read aloud. */
export function Equation({ tex, inline = false }: { tex: string; inline?: boolean }) {
  const host = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    let isCurrent = true;
    void loadKatex().then((katex) => {
      if (!isCurrent || host.current === null) return;
      host.current.replaceChildren(
        ...tex.split(BETWEEN).map((part) => {
          const place = document.createElement('span');
          katex.render(part, place, {
            output: 'mathml',
            displayMode: !inline,
            throwOnError: false,
          });
          return place;
        }),
      );
    });
    return () => {
      isCurrent = false;
    };
  }, [tex, inline]);
  return <span ref={host} className="equation" data-tex={tex} />;
}
