import { Popper } from 'radix-ui/internal';
import { useEffect, useId, useRef } from 'react';
import { Button } from '#ui/Button.tsx';
import { IconButton } from '#ui/IconButton.tsx';
import { useLayoutKind } from '../layout/useLayoutKind.ts';
import { messages } from './messages.ts';
import type { TourProgress } from './progress.ts';
import { STEP_IDS, stepAt } from './progress.ts';
import { focusTarget, reveal, showStep, sideOf, steps } from './steps.ts';
import './tour.css';
import { onEscape } from './onEscape.ts';
import { didStep, goBack, leaveTour, skipStep, tourStore, useTour } from './tourStore.ts';
import { useTarget } from './useTarget.ts';
import { watches } from './watches.ts';

/** One step: a bubble beside the control it is about, which it neither covers nor blocks. */
export function TourBubble({ progress }: { progress: TourProgress }) {
  const id = useId();
  const region = useRef<HTMLElement>(null);
  const isPhone = useLayoutKind() === 'phone';
  const calls = useTour((state) => state.calls);
  const stepId = stepAt(progress);
  const step = steps[stepId];
  const target = useTarget(step);
  useEffect(() => watches[stepId](() => didStep(stepId)), [stepId]);
  useEffect(() => showStep(step), [step, isPhone]);
  useEffect(() => reveal(target, isPhone), [target, isPhone]);
  useEffect(() => region.current?.focus({ preventScroll: true }), [calls]);

  /** Where the tour ends by its own buttons, the focus goes on to the control. */
  const press = (action: () => void): void => {
    const hadFocus = region.current?.contains(document.activeElement) === true;
    action();
    if (hadFocus && tourStore.getState().progress === null) focusTarget(target);
  };
  const leave = useRef(leaveTour);
  useEffect(() => {
    leave.current = () => press(leaveTour);
  });
  useEffect(() => onEscape(() => leave.current()), []);

  const { title, text } = messages.steps[stepId];
  const isLast = progress.at === STEP_IDS.length - 1;
  const isDone = progress.done.includes(stepId);
  // On a phone the list of methods takes the whole screen, and says all that is to say there.
  const isAway = isPhone && target?.matches('.method-picker') === true;
  return (
    <Popper.Root>
      {target === null ? (
        <Popper.Anchor className="tour-rest" />
      ) : (
        <Popper.Anchor virtualRef={{ current: target }} />
      )}
      <Popper.Content
        asChild
        side={sideOf(step, target, isPhone)}
        sideOffset={6}
        arrowPadding={12}
        collisionPadding={8}
      >
        <section
          ref={region}
          className="tour-bubble"
          tabIndex={-1}
          aria-label={messages.tour}
          aria-describedby={`${id}-text`}
          hidden={isAway}
        >
          <header className="tour-bubble__head">
            <span className="tour-bubble__place">
              {messages.place(progress.at + 1, STEP_IDS.length)}
            </span>
            <IconButton
              icon="close"
              size="small"
              label={messages.leave}
              shortcut={messages.leaveKey}
              onClick={() => press(leaveTour)}
            />
          </header>
          <div id={`${id}-text`} className="tour-bubble__text" aria-live="polite" aria-atomic>
            {progress.news !== null && (
              <p className="tour-bubble__news">{messages.steps[progress.news].result}</p>
            )}
            <h2 className="tour-bubble__title">{title}</h2>
            <p>{text}</p>
          </div>
          <footer className="tour-bubble__actions">
            <Button size="small" variant="ghost" disabled={progress.at === 0} onClick={goBack}>
              {messages.back}
            </Button>
            <Button size="small" variant="ghost" onClick={() => press(skipStep)}>
              {isLast ? messages.finish : isDone ? messages.next : messages.skip}
            </Button>
            <Button
              size="small"
              onClick={() => {
                showStep(step);
                requestAnimationFrame(() => focusTarget(step.find()));
              }}
            >
              {messages.goThere}
            </Button>
          </footer>
          {target !== null && <Popper.Arrow className="tour-bubble__arrow" width={14} height={7} />}
        </section>
      </Popper.Content>
    </Popper.Root>
  );
}
