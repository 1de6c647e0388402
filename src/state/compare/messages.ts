/** What comparisons and sweeps write into the page's history and notices. */
export const compareMessages = {
  open: (name: string): string => `Open ${name}`,
  openCell: (values: string): string => `Open ${values}`,
} as const;
