import { Button } from '#ui/Button.tsx';
import { IconButton } from '#ui/IconButton.tsx';
import { fitView, openAddLayer, tidy, toggleList, zoomIn, zoomOut } from '../editorCommands.ts';
import { useEditor } from '../editorStore.ts';
import { messages } from '../messages.ts';

/** What can be done with the network as a whole. A stack has no view to zoom. */
export function CanvasToolbar({ isPhone }: { isPhone: boolean }) {
  const isListShown = useEditor((state) => state.isListShown);
  return (
    <div className="canvas-toolbar" role="toolbar" aria-label={messages.toolbar}>
      <Button size="small" variant="ghost" icon="plus" onClick={() => openAddLayer()}>
        {messages.addLayer}
      </Button>
      <span className="canvas-toolbar__rule" />
      {!isPhone && (
        <>
          <IconButton
            size="small"
            icon="layout"
            label={messages.tidy}
            onClick={() => void tidy()}
          />
          <IconButton
            size="small"
            icon="minus"
            label={messages.zoomOut}
            shortcut="-"
            onClick={zoomOut}
          />
          <IconButton
            size="small"
            icon="plus"
            label={messages.zoomIn}
            shortcut="+"
            onClick={zoomIn}
          />
          <IconButton size="small" icon="fit" label={messages.fit} shortcut="F" onClick={fitView} />
        </>
      )}
      <IconButton
        size="small"
        icon="list"
        label={isListShown ? messages.hideList : messages.showList}
        aria-pressed={isListShown}
        onClick={toggleList}
      />
    </div>
  );
}
