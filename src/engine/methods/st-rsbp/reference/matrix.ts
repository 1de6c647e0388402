/** Small dense matrices as rows of numbers, [post][pre]. */

export type Matrix = readonly (readonly number[])[];

export function matrix(
  rows: number,
  columns: number,
  value: (row: number, column: number) => number,
): number[][] {
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_unused, column) => value(row, column)),
  );
}

export function transposed(a: Matrix): number[][] {
  return matrix(a[0]?.length ?? 0, a.length, (row, column) => a[column]![row]!);
}

/** A matrix product, [n, k]·[k, m]. */
export function product(a: Matrix, b: Matrix): number[][] {
  return matrix(a.length, b[0]?.length ?? 0, (row, column) =>
    a[row]!.reduce((sum, value, k) => sum + value * b[k]![column]!, 0),
  );
}

/**
 * X of A·X = B by Gaussian elimination with partial pivoting; A [n, n], B [n, m].
 *
 * @throws RangeError when a pivot is zero
 */
export function solve(a: Matrix, b: Matrix): number[][] {
  const n = a.length;
  const rows = a.map((row, index) => [...row, ...b[index]!]);
  for (let column = 0; column < n; column++) {
    let pivot = column;
    for (let row = column + 1; row < n; row++)
      if (Math.abs(rows[row]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = row;
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    const head = rows[column]!;
    if (head[column] === 0) throw new RangeError(`Column ${column} of the matrix has no pivot.`);
    for (let row = column + 1; row < n; row++) {
      const factor = rows[row]![column]! / head[column]!;
      if (factor === 0) continue;
      for (let k = column; k < head.length; k++) rows[row]![k]! -= factor * head[k]!;
    }
  }
  for (let row = n - 1; row >= 0; row--) {
    const own = rows[row]!;
    for (let k = n; k < own.length; k++) {
      for (let j = row + 1; j < n; j++) own[k]! -= own[j]! * rows[j]![k]!;
      own[k]! /= own[row]!;
    }
  }
  return rows.map((row) => row.slice(n));
}
