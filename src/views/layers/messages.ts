export const messages = {
  layer: 'Layer',
  chooseLayer: 'Choose a layer',
} as const;
