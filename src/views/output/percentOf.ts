/** A share in words: "91.20 %". */
export function percentOf(share: number, decimals: number): string {
  return `${(100 * share).toFixed(decimals)} %`;
}
