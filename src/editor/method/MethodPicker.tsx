import { Popover } from 'radix-ui';
import type { ReactElement } from 'react';
import { useState } from 'react';
import { messages } from './messages.ts';
import './method.css';
import { MethodList } from './MethodList.tsx';

/** The choice of how errors travel back, over the page under its button. */
export function MethodPicker({ trigger }: { trigger: ReactElement }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover.Root open={isOpen} onOpenChange={setOpen}>
      <Popover.Trigger asChild>{trigger}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className="method-picker"
          aria-label={messages.title}
          align="start"
          sideOffset={6}
          collisionPadding={8}
        >
          <h2>{messages.title}</h2>
          <MethodList onDone={() => setOpen(false)} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
