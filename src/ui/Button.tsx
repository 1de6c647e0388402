import type { ComponentPropsWithRef, ReactNode } from 'react';
import './Button.css';
import { Icon } from './icons/Icon.tsx';
import type { IconName } from './icons/iconPaths.ts';

export type ButtonVariant = 'primary' | 'secondary' | 'ghost' | 'danger';
export type ControlSize = 'small' | 'medium' | 'large';

export interface ButtonProps extends ComponentPropsWithRef<'button'> {
  /** One primary button a screen. */
  variant?: ButtonVariant;
  size?: ControlSize;
  icon?: IconName;
  /** Shows that the action is under way; the button stays focusable and does nothing. */
  busy?: boolean;
}

/** A button with words: verb and object. */
export function Button(props: ButtonProps): ReactNode {
  const {
    variant = 'secondary',
    size = 'medium',
    icon,
    busy = false,
    className,
    children,
    ...rest
  } = props;
  return (
    <button
      type="button"
      {...rest}
      {...(busy ? { 'aria-busy': true, onClick: undefined } : {})}
      className={`button button-${variant} button-${size} ${className ?? ''}`}
    >
      {busy ? <span className="button-spinner" aria-hidden="true" /> : icon && <Icon name={icon} />}
      {children}
    </button>
  );
}
