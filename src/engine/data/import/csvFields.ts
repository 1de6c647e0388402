/**
 * Comma-separated text cut into rows of fields, piece by piece.
 *
 * Source: RFC 4180. Differs: any one character may be the delimiter, LF and CR end a line as CRLF does,
 * and empty lines are passed over.
 */
import { fault } from './fault.ts';

export interface CsvRow {
  /** Line of the file on which the row begins, from 1. */
  readonly line: number;
  readonly fields: readonly string[];
}

/** Longest row in characters: beyond it a quote was never closed. */
const ROW_MAX_CHARS = 4_000_000;

export interface CsvReader {
  /** Takes text and hands on the rows it completes. */
  push(text: string, take: (row: CsvRow) => void): void;
  /** Hands on the last row, which may lack an end of line. */
  end(take: (row: CsvRow) => void): void;
}

export function createCsvReader(path: string, delimiter: string): CsvReader {
  let line = 1;
  let rowLine = 1;
  let fields: string[] = [];
  let field = '';
  let rowChars = 0;
  let state: 'plain' | 'quoted' | 'afterQuote' = 'plain';
  let quoteLine = 1;
  let wasReturn = false;

  const endRow = (take: (row: CsvRow) => void): void => {
    if (fields.length > 0 || field !== '') take({ line: rowLine, fields: [...fields, field] });
    fields = [];
    field = '';
    rowChars = 0;
    state = 'plain';
  };

  const push: CsvReader['push'] = (text, take) => {
    let from = 0;
    for (let at = 0; at < text.length; at++) {
      const char = text[at]!;
      if (state === 'quoted') {
        if (char === '\n') line++;
        if (char !== '"') continue;
        field += text.slice(from, at);
        from = at + 1;
        state = 'afterQuote';
        continue;
      }
      if (state === 'afterQuote' && char === '"') {
        // A doubled quote inside quotes is one quote.
        field += '"';
        from = at + 1;
        state = 'quoted';
        continue;
      }
      if (char === delimiter) {
        fields.push(field + text.slice(from, at));
        field = '';
        from = at + 1;
        state = 'plain';
      } else if (char === '\n' || char === '\r') {
        field += text.slice(from, at);
        from = at + 1;
        if (char === '\r' || !wasReturn) {
          endRow(take);
          line++;
        }
        rowLine = line;
      } else if (
        char === '"' &&
        field === '' &&
        text.slice(from, at).trim() === '' &&
        state === 'plain'
      ) {
        from = at + 1;
        state = 'quoted';
        quoteLine = line;
      }
      wasReturn = char === '\r';
    }
    field += text.slice(from);
    rowChars += text.length;
    if (field.length > ROW_MAX_CHARS || (fields.length > ROW_MAX_CHARS && rowChars > ROW_MAX_CHARS))
      tooLong();
  };

  const tooLong = (): never =>
    fault(
      `${path}, line ${state === 'quoted' ? quoteLine : rowLine}`,
      `a row of more than ${ROW_MAX_CHARS / 1e6} million characters`,
      'an end of line, or a closing quote',
      'Look for a quote that is never closed.',
    );

  return {
    push,
    end: (take) => {
      if (state === 'quoted')
        fault(
          `${path}, line ${quoteLine}`,
          'a quote that is never closed',
          'a closing quote',
          'Close the quote, or double quotes inside a field.',
        );
      endRow(take);
    },
  };
}

/** The character that cuts the first lines into the same number of fields, more than one of them. */
export function guessDelimiter(head: string): string {
  const lines = head.split(/\r\n|\n|\r/).slice(0, 20);
  const whole = lines.length > 1 ? lines.slice(0, -1) : lines;
  const filled = whole.filter((text) => text.trim() !== '');
  const evenness = (delimiter: string): number => {
    // What stands inside quotes delimits nothing.
    const counts = filled.map(
      (text) => text.replaceAll(/"[^"]*"/g, '').split(delimiter).length - 1,
    );
    const usual = Math.max(0, ...counts.filter((n) => n > 0).map((n) => same(counts, n)));
    return usual * 1000 + Math.min(Math.max(0, ...counts), 999);
  };
  return [',', '\t', ';', ' '].reduce((best, delimiter) =>
    evenness(delimiter) > evenness(best) ? delimiter : best,
  );
}

const same = (counts: readonly number[], wanted: number): number =>
  counts.filter((count) => count === wanted).length;
