import { useEffect, useRef, useState } from 'react';
import { IconButton } from '#ui/IconButton.tsx';
import { useExperiment } from '#state/experimentStore.ts';
import { toggleList } from '../editorCommands.ts';
import { messages } from '../messages.ts';
import { selectLayer } from '../selection.ts';
import './list.css';
import { onTreeKey } from './treeKeys.ts';
import { NetworkTreeItem } from './NetworkTreeItem.tsx';
import { networkTree } from './networkTree.ts';

/** The network as a tree: layers, their connections, their parameters. It can do all the canvas can. */
export function NetworkList() {
  const experiment = useExperiment((state) => state.experiment);
  const analysis = useExperiment((state) => state.analysis);
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(
    () => new Set([`layer ${experiment.view.layerId}`]),
  );
  const [active, setActive] = useState<string | null>(null);
  const [editing, setEditing] = useState<string | null>(null);
  const treeRef = useRef<HTMLDivElement>(null);
  const items = networkTree(experiment, analysis);
  const visible = items.filter(({ parents }) => parents.every((parent) => unfolded.has(parent)));
  const selected = `layer ${experiment.view.layerId}`;
  const focusable =
    visible.find((item) => item.key === active) ??
    visible.find((item) => item.key === selected) ??
    visible[0];

  // Whoever opens the list wants to be in it.
  useEffect(() => {
    treeRef.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  }, []);

  const focusItem = (key: string): void => {
    setActive(key);
    const item = items.find((candidate) => candidate.key === key);
    if (item !== undefined && item.layerId !== experiment.view.layerId) selectLayer(item.layerId);
    treeRef.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)?.focus();
  };
  const fold = (key: string, isFolded: boolean): void => {
    const next = new Set(unfolded);
    if (isFolded) next.delete(key);
    else next.add(key);
    setUnfolded(next);
  };
  const stopEditing = (key: string): void => {
    setEditing(null);
    focusItem(key);
  };

  return (
    <div className="network-list">
      <div className="network-list__head">
        <h2>{messages.listTitle}</h2>
        <IconButton size="small" icon="close" label={messages.hideList} onClick={toggleList} />
      </div>
      <p className="network-list__help" id="network-list-help">
        {messages.listHelp}
      </p>
      <div
        ref={treeRef}
        className="network-list__tree"
        role="tree"
        aria-label={messages.listTitle}
        aria-describedby="network-list-help"
        aria-multiselectable="false"
      >
        {visible.map((item) => (
          <NetworkTreeItem
            key={item.key}
            item={item}
            isFolded={!unfolded.has(item.key)}
            isFocusable={item === focusable}
            isSelected={item.key === selected}
            isEditing={editing === item.key}
            onKeyDown={(event) =>
              onTreeKey(event, item, { visible, unfolded, fold, focusItem, edit: setEditing })
            }
            onChoose={() => {
              if (item.kind === 'layer' && item.key === focusable?.key) {
                fold(item.key, unfolded.has(item.key));
              }
              focusItem(item.key);
            }}
            onEdit={() => setEditing(item.key)}
            onEdited={() => stopEditing(item.key)}
          />
        ))}
      </div>
    </div>
  );
}
