import { DropdownMenu } from 'radix-ui';
import type { ReactElement, ReactNode } from 'react';
import { Icon } from './icons/Icon.tsx';
import type { IconName } from './icons/iconPaths.ts';
import './Menu.css';

export interface MenuItem {
  label: string;
  icon?: IconName;
  /** A second line, such as what the item does or why it is not available. */
  hint?: string;
  /** A picture's address: the menu becomes a gallery of cards. */
  picture?: string;
  /** A word or two on the card, above its hint. */
  badge?: string;
  /** Key shown at the end. */
  shortcut?: string;
  disabled?: boolean;
  /** Makes the item a choice with a check mark. */
  checked?: boolean;
  /** A line above the item. */
  separated?: boolean;
  onSelect(): void;
}

export interface MenuProps {
  /** The button that opens the menu. */
  trigger: ReactElement;
  items: readonly MenuItem[];
  align?: 'start' | 'center' | 'end';
  /** Called when the menu gives the focus back; `preventDefault` keeps it from the trigger. */
  onCloseAutoFocus?(event: Event): void;
}

/** A menu of actions or choices under a button. */
export function Menu({ trigger, items, align = 'end', onCloseAutoFocus }: MenuProps): ReactNode {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          className={
            items.some(({ picture }) => picture !== undefined) ? 'menu menu-cards' : 'menu'
          }
          align={align}
          sideOffset={4}
          collisionPadding={8}
          {...(onCloseAutoFocus === undefined ? {} : { onCloseAutoFocus })}
        >
          {items.map((item) => (
            <Item key={item.label} {...item} />
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function Item({
  label,
  icon,
  hint,
  picture,
  badge,
  shortcut,
  disabled,
  checked,
  separated,
  onSelect,
}: MenuItem): ReactNode {
  const shown = checked === undefined ? icon : checked ? 'check' : undefined;
  const content = (
    <>
      {checked === false ? (
        <span style={{ inlineSize: 16 }} />
      ) : (
        shown && <Icon name={shown} sizePx={16} />
      )}
      {picture !== undefined && (
        <img className="menu-picture" src={picture} alt="" width={240} height={112} />
      )}
      <span className="menu-label">
        {label}
        {badge !== undefined && <span className="menu-badge">{badge}</span>}
        {hint !== undefined && <span className="menu-hint">{hint}</span>}
      </span>
      {shortcut !== undefined && <kbd className="menu-hint">{shortcut}</kbd>}
    </>
  );
  const shared = { className: 'menu-item', disabled: disabled === true, onSelect };
  return (
    <>
      {separated === true && <DropdownMenu.Separator className="menu-separator" />}
      {checked === undefined ? (
        <DropdownMenu.Item {...shared}>{content}</DropdownMenu.Item>
      ) : (
        <DropdownMenu.CheckboxItem {...shared} checked={checked}>
          {content}
        </DropdownMenu.CheckboxItem>
      )}
    </>
  );
}
