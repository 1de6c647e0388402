/** What the run says to the person. */
export const runMessages = {
  resetByEdit: (update: number) =>
    `This change gives the network new weights, so training started over (it was at update ${update}).`,
  bringBack: 'Bring back the trained network',
  bringBackLabel: 'Bring back trained network',
  reset: (update: number) => `Training was reset; it was at update ${update}.`,
  undoReset: 'Undo the reset',
  broughtBack: (update: number) => `The trained network is back, at update ${update}.`,
  restored: (reason: string, update: number) =>
    `The training worker stopped (${reason}) and was started again from update ${update}. Press Train to go on.`,
  restarted: (reason: string) =>
    `The training worker stopped (${reason}) and was started again. The experiment is unchanged; training begins at update 0.`,
  keepsDying: (reason: string) =>
    `The training worker stopped three times within a minute (${reason}). The experiment is safe.`,
  startAgain: 'Start the worker again',
  lost: 'the training worker stopped',
  restoreFailed: (reason: string) => `The trained weights could not be brought back: ${reason}`,
  finished: (message: string) => `${message} Raise the stopping rule to go on.`,
  stoppingRule: 'The stopping rule is reached.',
  trainLonger: (epochs: number) => `Train ${epochs} more epochs`,
  raiseStopping: 'Raise stopping rule',
  notANumber: (reason: string) => `Training stopped: ${reason}`,
  failed: (reason: string) => `Training could not go on: ${reason}`,
  newSeed: 'New seed',
} as const;
