/** English text of the augmentation of training samples. */
export const messages = {
  section: 'Augmentation',
  none: 'none',
  note: 'Random changes of training samples, fresh in every epoch and the same for a seed. Test samples stay as they are.',
  preview: 'Preview',
  of: (index: number, label: string): string =>
    `Training sample ${index}, class ${label}, and what epochs make of it`,
  original: 'As it is',
  epoch: (epoch: number): string => `Epoch ${epoch + 1}`,
  spikes: (count: number): string => (count === 1 ? '1 spike' : `${count} spikes`),
  waiting: 'Loading the sample…',
  failed: 'No preview: this sample cannot be had or presented.',
} as const;
