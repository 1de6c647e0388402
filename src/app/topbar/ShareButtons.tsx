import { copyLink } from '#state/share/address.ts';
import { saveFile } from '#state/share/files.ts';
import { BarButton } from '../BarButton.tsx';
import { chooseFile } from '../dialogs/chooseFile.ts';
import { keyText } from '../keyboard/keys.ts';
import { IS_MAC } from '../keyboard/useKeyboard.ts';
import { messages } from '../messages.ts';

/** Each way of taking the experiment along is one click. */
export function ShareButtons() {
  return (
    <fieldset className="share" aria-label={messages.share}>
      <BarButton
        name={messages.copyLink}
        icon="link"
        help={messages.copyLinkHelp}
        onClick={() => void copyLink()}
      >
        {messages.copyLink}
      </BarButton>
      <BarButton
        name={messages.saveFile}
        icon="download"
        help={messages.saveFileHelp}
        shortcut={keyText('Ctrl+S', IS_MAC)}
        onClick={saveFile}
      />
      <BarButton
        name={messages.openFile}
        icon="upload"
        help={messages.openFileHelp}
        onClick={chooseFile}
      />
    </fieldset>
  );
}
