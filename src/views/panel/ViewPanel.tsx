import type { ReactNode, RefObject } from 'react';
import { useEffect, useId, useRef } from 'react';
import { useRun } from '#state/runStore.ts';
import { EmptyState } from '#ui/EmptyState.tsx';
import { IconButton } from '#ui/IconButton.tsx';
import type { MenuItem } from '#ui/Menu.tsx';
import { Menu } from '#ui/Menu.tsx';
import { partsSource } from '#state/frames/partsSource.ts';
import type { Exportable } from './exportPlot.ts';
import { copyPng, saveCsv, savePng, saveSvg } from './exportPlot.ts';
import { messages } from './messages.ts';
import { useFullScreen } from './useFullScreen.ts';
import './viewPanel.css';

/** Text for screen readers follows the picture this long after it rests. */
const SUMMARY_DELAY_MS = 400;

export interface ViewPanelProps {
  readonly title: string;
  readonly panel: RefObject<HTMLElement | null>;
  readonly isShown: boolean;
  /** Written by the panel while frames come, without React. */
  readonly context?: RefObject<HTMLSpanElement | null>;
  readonly controls?: ReactNode;
  readonly menu?: readonly MenuItem[];
  /** The plot that is saved now; null when there is none. */
  exported(): Exportable | null;
  /** The picture in words. */
  describe(): string;
  /** Stands over the picture when there is nothing to show. */
  readonly empty: string | null;
  readonly emptyAction?: ReactNode;
  /** A line of controls under the head. */
  readonly strip?: ReactNode;
  /** Changes with what is shown, where that does not come with frames. */
  readonly revision?: unknown;
  readonly children: ReactNode;
}

/** The frame of every panel: a named region with head, menu, picture and its text for screen readers. */
export function ViewPanel(props: ViewPanelProps) {
  const { title, panel, isShown, context, controls, menu = [], empty, strip, children } = props;
  const id = useId();
  const { isFull, canFill, toggle } = useFullScreen(panel);
  const pictureItem = (
    label: string,
    save: typeof savePng,
    more: Partial<MenuItem> = {},
  ): MenuItem => ({
    label,
    icon: 'picture',
    disabled: empty !== null,
    onSelect: () => {
      const plot = props.exported();
      if (plot !== null) void save(plot, title, context?.current?.textContent ?? '');
    },
    ...more,
  });
  const items: MenuItem[] = [
    ...menu,
    pictureItem(messages.png, savePng, { separated: menu.length > 0 }),
    pictureItem(messages.svg, saveSvg),
    pictureItem(messages.copy, copyPng),
    {
      label: messages.csv,
      icon: 'download',
      disabled: empty !== null,
      onSelect: () => {
        const plot = props.exported();
        if (plot !== null) saveCsv(plot, title);
      },
    },
    {
      label: messages.fullScreen,
      icon: 'fit',
      disabled: !canFill,
      ...(canFill ? {} : { hint: messages.noFullScreen }),
      onSelect: toggle,
    },
  ];
  return (
    <section ref={panel} className="view" aria-labelledby={`${id}-title`}>
      <header className="view__head">
        <h2 id={`${id}-title`} className="view__title">
          {title}
        </h2>
        {context !== undefined && <span ref={context} className="view__context" />}
        {controls}
        {isFull ? (
          <IconButton icon="close" size="small" label={messages.leaveFullScreen} onClick={toggle} />
        ) : (
          <Menu
            trigger={<IconButton icon="more" size="small" label={messages.menu(title)} />}
            items={items}
          />
        )}
      </header>
      {strip}
      <div className="view__body">
        <div className="view__picture" data-empty={empty !== null}>
          {children}
        </div>
        {empty !== null && (
          <div className="view__empty">
            <EmptyState action={props.emptyAction}>{empty}</EmptyState>
          </div>
        )}
      </div>
      <Summary
        isShown={isShown && empty === null}
        describe={props.describe}
        revision={props.revision}
      />
    </section>
  );
}

/** The picture in words, brought up to date whenever training rests. */
function Summary({
  isShown,
  describe,
  revision,
}: {
  isShown: boolean;
  describe: () => string;
  revision: unknown;
}) {
  const text = useRef<HTMLParagraphElement>(null);
  const latest = useRef(describe);
  const isRunning = useRun(({ phase }) => phase === 'training' || phase === 'evaluating');
  useEffect(() => {
    latest.current = describe;
  });
  useEffect(() => {
    if (!isShown || isRunning) return undefined;
    let timer: ReturnType<typeof setTimeout> | null = null;
    const schedule = (): void => {
      timer ??= setTimeout(() => {
        timer = null;
        if (text.current !== null) text.current.textContent = latest.current();
      }, SUMMARY_DELAY_MS);
    };
    schedule();
    const stop = partsSource.subscribe(schedule);
    return () => {
      stop();
      if (timer !== null) clearTimeout(timer);
    };
  }, [isShown, isRunning, revision]);
  return <p ref={text} className="visually-hidden" />;
}
