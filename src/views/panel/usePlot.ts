import type { RefObject } from 'react';
import { useEffect, useRef } from 'react';

/** A place for a plot, and the plot itself while the place is on the page. */
export interface PlotPlace<P> {
  readonly host: RefObject<HTMLDivElement | null>;
  readonly plot: RefObject<P | null>;
}

/** Creates a plot in its place and destroys it with it; options change by `plot.current.update`. */
export function usePlot<P extends { destroy(): void }>(
  create: (container: HTMLElement) => P,
): PlotPlace<P> {
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<P>(null);
  const first = useRef(create);
  useEffect(() => {
    if (host.current === null) return undefined;
    const created = first.current(host.current);
    plot.current = created;
    return () => {
      plot.current = null;
      created.destroy();
    };
  }, []);
  return { host, plot };
}
