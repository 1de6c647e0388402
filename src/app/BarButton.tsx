import type { ReactNode } from 'react';
import type { ButtonProps } from '#ui/Button.tsx';
import { Button } from '#ui/Button.tsx';
import type { IconName } from '#ui/icons/iconPaths.ts';
import { Tooltip } from '#ui/Tooltip.tsx';

interface BarButtonProps extends Omit<ButtonProps, 'children' | 'aria-label'> {
  /** The accessible name; shown in the tooltip when there is no `help`. */
  readonly name: string;
  readonly icon: IconName;
  /** What it does, in a sentence. */
  readonly help?: string;
  readonly shortcut?: string;
  readonly children?: ReactNode;
}

/** A button of the bars: an icon, perhaps a word, and what it does on hover or focus. */
export function BarButton(props: BarButtonProps) {
  const { name, help, shortcut, children, variant = 'ghost', className, ...rest } = props;
  const shape = children === undefined ? 'button-iconOnly' : 'bar-button--worded';
  return (
    <Tooltip text={help ?? name} {...(shortcut === undefined ? {} : { shortcut })}>
      <Button
        {...rest}
        variant={variant}
        aria-label={name}
        className={[shape, className].filter(Boolean).join(' ')}
      >
        {children}
      </Button>
    </Tooltip>
  );
}
