import type { KeyboardEvent } from 'react';
import { IconButton } from '#ui/IconButton.tsx';
import { startConnect } from '../connecting.ts';
import { removeConnection } from '../editorCommands.ts';
import { messages } from '../messages.ts';
import type { TreeRow } from './networkTree.ts';
import { valueText } from './networkTree.ts';
import { RowEditor } from './RowEditor.tsx';

export interface NetworkTreeItemProps {
  readonly item: TreeRow;
  readonly isFolded: boolean;
  readonly isFocusable: boolean;
  readonly isSelected: boolean;
  readonly isEditing: boolean;
  onKeyDown(event: KeyboardEvent): void;
  onChoose(): void;
  onEdit(): void;
  onEdited(): void;
}

export function NetworkTreeItem(props: NetworkTreeItemProps) {
  const { item, isFolded, isFocusable, isSelected, isEditing } = props;
  const detail = item.kind === 'parameter' ? valueText(item.spec, item.value) : item.detail;
  const problems = item.kind === 'layer' ? item.problems : [];
  return (
    <div
      role="treeitem"
      className="network-list__row"
      data-kind={item.kind}
      data-key={item.key}
      aria-level={item.parents.length + 1}
      aria-posinset={item.position}
      aria-setsize={item.setSize}
      aria-selected={isSelected}
      aria-expanded={item.kind === 'layer' ? !isFolded : undefined}
      tabIndex={isFocusable ? 0 : -1}
      onKeyDown={props.onKeyDown}
      onClick={props.onChoose}
      onDoubleClick={item.kind === 'connection' ? undefined : props.onEdit}
    >
      {isEditing ? (
        <RowEditor item={item} onDone={props.onEdited} />
      ) : (
        <>
          <span className="network-list__text">{item.text}</span>
          <span className="visually-hidden">, </span>
          <span className="network-list__detail">{detail}</span>
          {problems.map((problem) => (
            <span key={problem} className="network-list__problem">
              {problem}
            </span>
          ))}
        </>
      )}
      {item.kind === 'layer' && isSelected && !isEditing && (
        <IconButton
          size="small"
          icon="connect"
          tabIndex={-1}
          label={messages.connectFrom(item.text)}
          onClick={(event) => {
            event.stopPropagation();
            startConnect(item.layerId);
          }}
        />
      )}
      {item.kind === 'connection' && (
        <IconButton
          size="small"
          icon="close"
          tabIndex={-1}
          label={`${messages.delete}: ${item.text}`}
          onClick={(event) => {
            event.stopPropagation();
            removeConnection(item.connectionId);
          }}
        />
      )}
    </div>
  );
}
