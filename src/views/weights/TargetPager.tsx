import { IconButton } from '#ui/IconButton.tsx';
import { messages } from './messages.ts';
import { PAGE_TARGETS } from './weightsData.ts';

interface TargetPagerProps {
  readonly from: number;
  readonly count: number;
  readonly targets: number;
  onPage(from: number): void;
}

/** Turns the pages of a layer with more targets than one picture holds. */
export function TargetPager({ from, count, targets, onPage }: TargetPagerProps) {
  return (
    <>
      <IconButton
        icon="chevronLeft"
        size="small"
        label={messages.previous}
        disabled={from === 0}
        onClick={() => onPage(Math.max(0, from - PAGE_TARGETS))}
      />
      <span className="weights__page" title={messages.pageHelp}>
        {messages.page(from, from + count - 1, targets)}
      </span>
      <IconButton
        icon="chevronRight"
        size="small"
        label={messages.next}
        disabled={from + count >= targets}
        onClick={() => onPage(from + count)}
      />
    </>
  );
}
