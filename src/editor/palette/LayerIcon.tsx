import type { ReactNode } from 'react';

/** A small drawing per layer kind; decoration beside a name, so hidden from screen readers. */
const PATHS: Readonly<Record<string, ReactNode>> = {
  input: <path d="M3 10h9m-3.5-3.5L12 10l-3.5 3.5M16 4v12" />,
  dense: (
    <>
      <path d="M5.5 5.5 14.5 5.5M5.5 5.5l9 9M5.5 14.5l9-9M5.5 14.5h9" />
      <g className="layer-icon__dots">
        <circle cx="5" cy="5.5" r="2" />
        <circle cx="5" cy="14.5" r="2" />
        <circle cx="15" cy="5.5" r="2" />
        <circle cx="15" cy="14.5" r="2" />
      </g>
    </>
  ),
  'dense-recurrent': (
    <>
      <path d="M14 13.2A5.2 5.2 0 1 0 6 13.2M14.6 9.8 14 13.3l-3.4-.5" />
      <g className="layer-icon__dots">
        <circle cx="10" cy="9.4" r="2" />
      </g>
    </>
  ),
  conv: (
    <>
      <path d="M3.5 6.5h10v10h-10zM6.5 6.5v-3h10v10h-3" />
      <path className="layer-icon__fill" d="M6 9h4v4H6z" />
    </>
  ),
  maxPool: (
    <>
      <path d="M3.5 3.5h13v13h-13zM10 3.5v13M3.5 10h13" />
      <path className="layer-icon__fill" d="M11.5 5h3.5v3.5h-3.5z" />
    </>
  ),
  avgPool: (
    <>
      <path d="M3.5 3.5h13v13h-13zM10 3.5v13M3.5 10h13" />
      <path d="M8 8.7c.8-1.2 1.6-1.2 2.1-.4.5.8 1.2.8 1.9-.3M8 11.9c.8-1.2 1.6-1.2 2.1-.4.5.8 1.2.8 1.9-.3" />
    </>
  ),
  flatten: (
    <path d="M3 4.5h5v5H3zM3 9.5h5v5H3zM10.5 9.5H13M16.5 2.5v3.2M16.5 8.3v3.2M16.5 14.2v3.2" />
  ),
  readout: <path d="M4 16.5V12M8 16.5V7M12 16.5v-2.5M16 16.5V4M2.5 16.5h15" />,
};

export function LayerIcon({ id }: { id: string }) {
  return (
    <svg
      className="layer-icon"
      viewBox="0 0 20 20"
      width="20"
      height="20"
      aria-hidden="true"
      focusable="false"
    >
      {PATHS[id] ?? <circle cx="10" cy="10" r="5" />}
    </svg>
  );
}
