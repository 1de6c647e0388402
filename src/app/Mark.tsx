/** The mark of the product: a membrane that climbs to its threshold and fires. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 28 28" width="28" height="28" aria-hidden="true">
      <path className="mark__threshold" d="M3 9.5h22" />
      <path className="mark__trace" d="M3 21c5-.3 8.5-4 10.5-11.5L15 3v18.5c1.5-3.5 4-6.5 10-7.5" />
    </svg>
  );
}
