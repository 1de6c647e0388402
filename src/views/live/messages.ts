/** English text of the screen on which a person makes samples. */
const percent = (share: number): string =>
  share > 0.999 ? 'over 99.9 %' : `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`;

export const messages = {
  title: 'Your own input',
  openPad: 'Draw one yourself',
  openMicrophone: 'Speak one yourself',
  close: 'Close',
  unfit: (dataset: string): string =>
    `${dataset}: no pictures of one channel to draw, and no sounds to speak. Choose MNIST, Fashion-MNIST, 8 × 8 or spoken digits, or import pictures.`,

  pad: 'Drawing pad',
  padHelp:
    'Draw with mouse, finger or pen. With keys: arrows move the pen, Shift moves it finely, Space lowers and lifts it, Backspace takes a stroke back, Delete clears.',
  padKeys: 'Keys: arrows move, Space lowers the pen, Backspace undoes a stroke.',
  penDown: 'Pen down.',
  penUp: 'Pen up.',
  undo: 'Undo stroke',
  clear: 'Clear pad',
  seen: 'What the network sees',
  spectrogram: 'Time to the right, high pitch on top',
  seenSize: (height: number, width: number): string => `${height} × ${width} pixels`,

  record: 'Record a word',
  stop: 'Stop listening',
  microphone: 'Microphone',
  level: 'Loudness',
  levelText: (db: number): string => `${Math.round(db)} dB`,
  listening: 'Listening: say one word now.',
  private:
    'The recording stays in this page. It is never sent anywhere, and gone when you close this.',
  microphoneProblems: {
    denied:
      'The browser does not let this page use the microphone. Allow it beside the address, then record again.',
    missing: 'No microphone was found. Connect one, then record again.',
    unsupported:
      'This browser gives pages no microphone here. It takes a secure address (https) and a recent browser.',
    busy: 'The microphone could not be opened; another program may be using it. Close that, then record again.',
    silence:
      'Nothing was heard. Check that the right microphone is chosen, come closer, and record again.',
  },
  clipped:
    'Too loud: the microphone was overdriven, which blurs the sound. Move back and try again.',
  took: (ms: number): string => `${Math.round(ms)} ms of speech, silence cut off`,

  untrained: 'This network has not been trained: it guesses.',
  train: 'Train network',
  pause: 'Pause training',
  trained: (updates: number): string => `after ${updates} updates`,
  draw: 'Draw something, and the network answers.',
  speak: 'Say a digit, and the network answers.',
  thinking: 'Asking the network.',
  failed: (reason: string): string => `The network could not answer: ${reason}`,
  answer: 'Answer',
  says: (name: string): string => `It says ${name}`,
  confidence: (share: number): string => `${percent(share)} sure`,
  second: (name: string, share: number): string => `Second guess: ${name}, ${percent(share)}`,
  undecided: 'It does not decide',
  undecidedWhy: 'No output says more than another.',
  probability: 'Share of certainty',

  verdict: 'What was it?',
  itWas: (name: string): string => `It was ${name}`,
  right: 'Right.',
  wrong: (said: string, was: string): string => `Wrong: it said ${said}, and it was ${was}.`,
  missed: (was: string): string => `It did not decide, and it was ${was}.`,
  tally: (right: number, judged: number): string => `${right} of ${judged} right so far.`,

  spikes: 'Spikes of your input',
  membranes: 'Membranes of your input',
  noMembranes: 'Choose a layer with neurons on the main screen to see its membranes.',
  nothingYet: 'Nothing has been presented yet.',
} as const;
