import { Popover } from 'radix-ui';
import type { ReactNode } from 'react';
import './Field.css';
import { Icon } from '../icons/Icon.tsx';
import { messages } from '../messages.ts';

/** The question mark beside a field's name; what it means opens on a click. */
export function FieldHelp({ label, children }: { label: string; children: ReactNode }): ReactNode {
  return (
    <Popover.Root>
      <Popover.Trigger className="field-help" aria-label={messages.about(label)}>
        <Icon name="help" sizePx={16} />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className="field-popover"
          aria-label={messages.about(label)}
          side="left"
          sideOffset={8}
          collisionPadding={8}
        >
          {children}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
