/** English text of the choice of a training method. */
export const messages = {
  title: 'How errors travel back',
  /** Read out before the title of the button. */
  method: 'Training method.',
  choose: 'Choose another method',
  exact: 'exact',
  approximate: 'approximate',
  current: 'In use',
  fits: 'Fits this network as it is',
  changes: (n: number) => (n === 1 ? 'Changes 1 thing' : `Changes ${n} things`),
  impossible: 'Cannot train this network',
  whatChanges: 'Would be changed to suit it; one undo brings it back:',
  whyNot: 'What is in the way:',
  switchTo: (method: string) => `Switch to ${method}`,
  useScore: (score: string) => `Use the score "${score.toLowerCase()}"`,
} as const;
