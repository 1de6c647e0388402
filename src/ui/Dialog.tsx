import { Dialog as RadixDialog } from 'radix-ui';
import type { ReactNode } from 'react';
import './Dialog.css';
import { IconButton } from './IconButton.tsx';
import { messages } from './messages.ts';

export interface DialogProps {
  open: boolean;
  onOpenChange(open: boolean): void;
  title: string;
  /** One sentence under the title. */
  description?: string;
  wide?: boolean;
  /** As large as the window: for a screen of its own. */
  full?: boolean;
  /** Buttons at the foot: verb and object. */
  actions?: ReactNode;
  children: ReactNode;
}

/** A modal dialog: focus stays inside, Esc closes and gives focus back. */
export function Dialog(props: DialogProps): ReactNode {
  const {
    open,
    onOpenChange,
    title,
    description,
    wide = false,
    full = false,
    actions,
    children,
  } = props;
  const size = full ? 'dialog-full' : wide ? 'dialog-wide' : '';
  return (
    <RadixDialog.Root open={open} onOpenChange={onOpenChange}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className="dialog-scrim" />
        <RadixDialog.Content
          className={`dialog ${size}`.trim()}
          // On the close button the focus would open its tooltip, and the first Esc close only that.
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus();
          }}
          {...(description === undefined ? { 'aria-describedby': undefined } : {})}
        >
          <div className="dialog-head">
            <RadixDialog.Title className="dialog-title">{title}</RadixDialog.Title>
            <RadixDialog.Close asChild>
              <IconButton icon="close" label={messages.close} size="small" />
            </RadixDialog.Close>
          </div>
          {description !== undefined && (
            <RadixDialog.Description className="dialog-description">
              {description}
            </RadixDialog.Description>
          )}
          <div className="dialog-body">{children}</div>
          {actions !== undefined && <footer className="dialog-actions">{actions}</footer>}
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}
