import type { ReactNode } from 'react';
import type { ButtonProps } from './Button.tsx';
import './Button.css';
import { Icon } from './icons/Icon.tsx';
import type { IconName } from './icons/iconPaths.ts';
import { Tooltip } from './Tooltip.tsx';

export interface IconButtonProps extends Omit<ButtonProps, 'icon' | 'children' | 'aria-label'> {
  icon: IconName;
  /** Accessible name and tooltip. */
  label: string;
  /** Key shown in the tooltip, such as "Space". */
  shortcut?: string;
  side?: 'top' | 'right' | 'bottom' | 'left';
}

/** A button that shows only an icon; its name is in the tooltip and for assistive technology. */
export function IconButton(props: IconButtonProps): ReactNode {
  const {
    icon,
    label,
    shortcut,
    side,
    variant = 'ghost',
    size = 'medium',
    busy = false,
    className,
    ...rest
  } = props;
  return (
    <Tooltip
      text={label}
      {...(shortcut === undefined ? {} : { shortcut })}
      {...(side === undefined ? {} : { side })}
    >
      <button
        type="button"
        {...rest}
        {...(busy ? { 'aria-busy': true, onClick: undefined } : {})}
        aria-label={label}
        className={`button button-${variant} button-${size} button-iconOnly ${className ?? ''}`}
      >
        {busy ? <span className="button-spinner" aria-hidden="true" /> : <Icon name={icon} />}
      </button>
    </Tooltip>
  );
}
