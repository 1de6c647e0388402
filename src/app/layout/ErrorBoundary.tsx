import type { ReactNode } from 'react';
import { Component } from 'react';
import { Button } from '#ui/Button.tsx';
import { messages } from '../messages.ts';

interface ErrorBoundaryProps {
  readonly name: string;
  readonly children: ReactNode;
}

/** Keeps a failure of one panel inside it: the rest of the page and the training go on. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: unknown): { error: Error } {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <div className="panel-failed" role="alert">
        <p>{messages.panelFailed(this.props.name)}</p>
        <p className="panel-failed__reason">{error.message}</p>
        <Button onClick={() => this.setState({ error: null })}>{messages.tryAgain}</Button>
      </div>
    );
  }
}
