/** What a study of distortion says by itself. */
export const distortionMessages = {
  refused: 'The network cannot be computed under this effect.',
} as const;
