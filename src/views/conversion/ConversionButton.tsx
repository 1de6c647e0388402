import { lazy } from 'react';
import { RuleDialogButton } from '../panel/RuleDialogButton.tsx';
import { messages } from './messages.ts';

const ConversionDialog = lazy(async () => ({
  default: (await import('./ConversionDialog.tsx')).ConversionDialog,
}));

/** Runs trained rates as spikes; only where the rule trains rates. */
export function ConversionButton() {
  return <RuleDialogButton ruleId="soft-lif" label={messages.open} dialog={ConversionDialog} />;
}
