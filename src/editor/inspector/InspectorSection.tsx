import type { ReactNode } from 'react';
import { editorStore, useEditor } from '../editorStore.ts';

export interface InspectorSectionProps {
  readonly id: string;
  readonly title: string;
  /** What is chosen, readable while the section is folded. */
  readonly summary?: string;
  readonly children: ReactNode;
}

/** A part of the inspector that folds; it stays as the person left it. */
export function InspectorSection({ id, title, summary, children }: InspectorSectionProps) {
  const isOpen = useEditor(({ openSections }) => openSections.includes(id));
  return (
    <details
      className="inspector-section"
      open={isOpen}
      onToggle={(event) => {
        const { open } = event.currentTarget;
        editorStore.setState(({ openSections }) => ({
          openSections: open
            ? [...new Set([...openSections, id])]
            : openSections.filter((other) => other !== id),
        }));
      }}
    >
      <summary>
        <span className="inspector-section__title">{title}</span>
        {summary !== undefined && <span className="inspector-section__summary">{summary}</span>}
      </summary>
      <div className="inspector-fields">{children}</div>
    </details>
  );
}
