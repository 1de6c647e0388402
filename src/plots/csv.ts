/** A field quoted when it holds a comma, a quote or a line break. */
function csvText(text: string): string {
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Lines joined with a final line break. */
export function csvLines(
  header: readonly string[],
  rows: Iterable<readonly (string | number)[]>,
): string {
  const lines = [header.map(csvText).join(',')];
  for (const row of rows) {
    lines.push(
      row.map((cell) => (typeof cell === 'number' ? String(cell) : csvText(cell))).join(','),
    );
  }
  return `${lines.join('\n')}\n`;
}
