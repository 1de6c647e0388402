import { Tabs as RadixTabs } from 'radix-ui';
import type { ReactNode, RefObject } from 'react';
import { useEffect, useRef, useState } from 'react';
import './Tabs.css';

export interface TabItem<Value extends string> {
  value: Value;
  label: string;
  content: ReactNode;
}

export interface TabsProps<Value extends string> {
  /** Name of the tab list. */
  label: string;
  tabs: readonly TabItem<Value>[];
  value: Value;
  onChange(value: Value): void;
  /** Controls at the end of a line that is too short, given how many tabs are out of sight. */
  more?(hidden: number): ReactNode;
  /** Keeps hidden tabs mounted: for content that is slow to build. */
  keepMounted?: boolean;
}

/** One of several contents in one place. */
export function Tabs<Value extends string>(props: TabsProps<Value>): ReactNode {
  const { label, tabs, value, onChange, more, keepMounted = false } = props;
  const line = useRef<HTMLDivElement>(null);
  const hidden = useHiddenTabs(line);
  useEffect(() => {
    // A tab that was chosen elsewhere may lie outside of a narrow line.
    const active = line.current?.querySelector<HTMLElement>('[data-state="active"]');
    if (line.current !== null && active) revealTab(line.current, active);
  }, [value, hidden.count]);
  return (
    <RadixTabs.Root
      className="tabs"
      value={value}
      onValueChange={(next) => {
        const chosen = tabs.find((tab) => tab.value === next);
        if (chosen) onChange(chosen.value);
      }}
    >
      <div className="tabs-head">
        <RadixTabs.List
          ref={line}
          aria-label={label}
          className="tabs-line"
          data-before={hidden.before}
          data-after={hidden.after}
        >
          {tabs.map((tab) => (
            <RadixTabs.Trigger key={tab.value} value={tab.value} className="tabs-tab">
              {tab.label}
            </RadixTabs.Trigger>
          ))}
        </RadixTabs.List>
        {more !== undefined && hidden.count > 0 && (
          <div className="tabs-more">{more(hidden.count)}</div>
        )}
      </div>
      {tabs.map((tab) => (
        <RadixTabs.Content
          key={tab.value}
          value={tab.value}
          className="tabs-content"
          tabIndex={-1}
          {...(keepMounted ? { forceMount: true, hidden: tab.value !== value } : {})}
        >
          {tab.content}
        </RadixTabs.Content>
      ))}
    </RadixTabs.Root>
  );
}

/** Room beside a tab that has been brought into sight, so that the next one shows too. */
const PEEK_PX = 24;

/** Scrolls the line of tabs alone: `scrollIntoView` would also move the page around it. */
function revealTab(line: HTMLElement, tab: HTMLElement): void {
  const left = tab.offsetLeft - line.offsetLeft;
  const right = left + tab.offsetWidth;
  if (left < line.scrollLeft) line.scrollLeft = left - PEEK_PX;
  else if (right > line.scrollLeft + line.clientWidth) {
    line.scrollLeft = right + PEEK_PX - line.clientWidth;
  }
}

interface HiddenTabs {
  /** Tabs that are not whole in sight. */
  readonly count: number;
  readonly before: boolean;
  readonly after: boolean;
}

/** Width of an element inside its padding, px. */
function innerWidth(element: HTMLElement): number {
  const { paddingLeft, paddingRight } = getComputedStyle(element);
  return element.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight);
}

/** What of a line of tabs is scrolled out of sight, and on which side. */
function useHiddenTabs(line: RefObject<HTMLElement | null>): HiddenTabs {
  const [hidden, setHidden] = useState<HiddenTabs>({ count: 0, before: false, after: false });
  useEffect(() => {
    const element = line.current;
    if (element === null) return undefined;
    const measure = (): void => {
      const { left, right } = element.getBoundingClientRect();
      const head = element.parentElement;
      const boxes = [...element.children].map((tab) => tab.getBoundingClientRect());
      // Measured without what stands at the end of a line that is too short, and would keep it so.
      const needed = (boxes.at(-1)?.right ?? 0) - (boxes[0]?.left ?? 0);
      const fits = head !== null && needed <= innerWidth(head) + 1;
      // Widths are fractions of pixels.
      const before = fits ? 0 : boxes.filter((box) => box.left < left - 1).length;
      const after = fits ? 0 : boxes.filter((box) => box.right > right + 1).length;
      setHidden((was) =>
        was.count === before + after && was.before === before > 0 && was.after === after > 0
          ? was
          : { count: before + after, before: before > 0, after: after > 0 },
      );
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    element.addEventListener('scroll', measure, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', measure);
    };
  }, [line]);
  return hidden;
}
