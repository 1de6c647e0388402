import { lazy } from 'react';
import { RuleDialogButton } from '../panel/RuleDialogButton.tsx';
import { messages } from './messages.ts';

const TransferDialog = lazy(async () => ({
  default: (await import('./TransferDialog.tsx')).TransferDialog,
}));

/** Runs the trained weights in continuous time; only where the rule trains them for that. */
export function TransferButton() {
  return <RuleDialogButton ruleId="coarse-scale" label={messages.open} dialog={TransferDialog} />;
}
