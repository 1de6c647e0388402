/** English text about switching the training method. */
export const methodMessages = {
  label: (method: string) => `Switch to ${method}`,
  switched: (method: string, changes: number) =>
    changes === 0
      ? `Errors now travel back by ${method}. Nothing else had to change.`
      : changes === 1
        ? `Errors now travel back by ${method}. One thing was changed to suit it:`
        : `Errors now travel back by ${method}. ${changes} things were changed to suit it:`,
  impossible: (method: string) => `${method} cannot train this network.`,
  undo: 'Undo',
} as const;
