/** A remedy as a button: what it says is what it does. */
export function FixButton({ remedy, onFix }: { remedy: string; onFix: () => void }) {
  return (
    <button
      type="button"
      className="fix-button"
      onClick={(event) => {
        event.stopPropagation();
        onFix();
      }}
    >
      {remedy.replace(/[.]$/, '')}
    </button>
  );
}
