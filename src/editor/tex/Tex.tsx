import { createElement } from 'react';
import type { ReactNode } from 'react';
import type { TexNode } from './parseTex.ts';
import { parseTex } from './parseTex.ts';
import './tex.css';

/** A symbol or an equation of the catalog as MathML, which screen readers can read aloud. */
export function Tex({ tex, block = false }: { tex: string; block?: boolean }): ReactNode {
  return createElement(
    'math',
    { className: 'tex', display: block ? 'block' : 'inline' },
    rendered(parseTex(tex), 0),
  );
}

function rendered(node: TexNode, key: number): ReactNode {
  switch (node.kind) {
    case 'identifier':
      return createElement('mi', { key }, node.text);
    case 'number':
      return createElement('mn', { key }, node.text);
    case 'function':
      return createElement('mi', { key, mathvariant: 'normal' }, node.text);
    case 'operator':
      return createElement('mo', { key }, node.text);
    case 'space':
      return createElement('mspace', { key, width: `${node.em}em` });
    case 'row':
      return createElement('mrow', { key }, node.items.map(rendered));
    case 'fraction':
      return createElement('mfrac', { key }, rendered(node.over, 0), rendered(node.under, 1));
    case 'root':
      return createElement('msqrt', { key }, rendered(node.body, 0));
    case 'accent':
      return createElement(
        'mover',
        { key, accent: 'true' },
        rendered(node.body, 0),
        createElement('mo', { key: 1 }, node.mark),
      );
    case 'script': {
      const parts = [node.body, node.sub, node.sup].filter((part) => part !== null);
      const tag = node.sub === null ? 'msup' : node.sup === null ? 'msub' : 'msubsup';
      return createElement(tag, { key }, ...parts.map(rendered));
    }
  }
}
