import type { ReactNode } from 'react';
import type { WalkPosition } from '#protocol/backward.ts';
import { Equation } from './Equation.tsx';
import { messages } from './messages.ts';
import { errorText } from './passData.ts';
import './walkEquation.css';

interface EquationLabels {
  readonly equation: string;
  readonly symbols: string;
  readonly numbers: string;
}

interface WalkEquationProps {
  /** Names of the parts: two equations may be on one screen. */
  readonly labels?: EquationLabels;
  /** Stands before the meaning of the symbols. */
  readonly children?: ReactNode;
  readonly position: Pick<WalkPosition, 'title' | 'equation' | 'numbers' | 'terms'>;
}

/** The equation of a position in symbols, with its numbers, and what the symbols stand for. */
export function WalkEquation({ position, labels = messages, children }: WalkEquationProps) {
  return (
    <section className="walk-equation" aria-label={labels.equation}>
      <p className="walk-equation__title">{position.title}</p>
      <section className="walk-equation__line" aria-label={labels.symbols}>
        <Equation tex={position.equation} />
      </section>
      <section className="walk-equation__line" aria-label={labels.numbers}>
        <Equation tex={position.numbers} />
      </section>
      {children}
      <dl className="walk-equation__terms" aria-label={messages.terms}>
        {position.terms.map(({ symbol, name, value }) => (
          <div key={symbol}>
            <dt>
              <Equation tex={symbol} inline />
            </dt>
            <dd>{name}</dd>
            <dd className="walk-equation__value">{errorText(value)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
