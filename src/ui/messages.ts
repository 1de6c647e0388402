/** Words that the primitives themselves show; everything else comes in through props. */
export const messages = {
  close: 'Close',
  collapse: (title: string): string => `Collapse ${title}`,
  expand: (title: string): string => `Expand ${title}`,
  actions: (title: string): string => `${title}: actions`,
  about: (label: string): string => `About ${label}`,
  log: 'log',
  notANumber: 'Enter a number.',
  whole: 'Enter a whole number.',
  below: (min: string): string => `At least ${min}.`,
  above: (max: string): string => `At most ${max}.`,
  unusual: (low: string, high: string): string => `Outside the usual ${low} to ${high}.`,
  notifications: 'Notifications',
  dismiss: 'Dismiss',
  ofCount: (done: string, total: string): string => `${done} of ${total}`,
  estimating: 'estimating',
  left: (duration: string): string => `about ${duration} left`,
} as const;
