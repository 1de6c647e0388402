import { Icon } from '#ui/icons/Icon.tsx';

interface ViewSelectProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  onChange(value: Value): void;
}

/** A choice that takes little of a head: the browser's own list without a frame. */
export function ViewSelect<Value extends string>(props: ViewSelectProps<Value>) {
  const { label, value, options, onChange } = props;
  return (
    <span className="view-select">
      <select
        aria-label={label}
        value={value}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.target.value);
          if (chosen !== undefined) onChange(chosen.value);
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <Icon name="chevronDown" sizePx={12} />
    </span>
  );
}
