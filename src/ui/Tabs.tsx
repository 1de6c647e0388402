import { Tabs as RadixTabs } from 'radix-ui';
import type { ReactNode } from 'react';
import { useEffect, useRef } from 'react';
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
  /** Controls at the end of the tab line. */
  end?: ReactNode;
  /** Keeps hidden tabs mounted: for content that is slow to build. */
  keepMounted?: boolean;
}

/** One of several contents in one place. */
export function Tabs<Value extends string>(props: TabsProps<Value>): ReactNode {
  const { label, tabs, value, onChange, end, keepMounted = false } = props;
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // A tab that was chosen elsewhere may lie outside of a narrow line.
    const active = list.current?.querySelector('[data-state="active"]');
    active?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [value]);
  return (
    <RadixTabs.Root
      className="tabs"
      value={value}
      onValueChange={(next) => {
        const chosen = tabs.find((tab) => tab.value === next);
        if (chosen) onChange(chosen.value);
      }}
    >
      <div className="tabs-list">
        <RadixTabs.List ref={list} aria-label={label} style={{ display: 'flex', gap: 16 }}>
          {tabs.map((tab) => (
            <RadixTabs.Trigger key={tab.value} value={tab.value} className="tabs-tab">
              {tab.label}
            </RadixTabs.Trigger>
          ))}
        </RadixTabs.List>
        {end !== undefined && <div className="tabs-end">{end}</div>}
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
