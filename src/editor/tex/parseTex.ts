/** Reads the small part of TeX that the catalog writes its symbols and equations in. Pure. */

export type TexNode =
  | { readonly kind: 'identifier' | 'number' | 'operator' | 'function'; readonly text: string }
  | { readonly kind: 'space'; readonly em: number }
  | { readonly kind: 'row'; readonly items: readonly TexNode[] }
  | { readonly kind: 'fraction'; readonly over: TexNode; readonly under: TexNode }
  | { readonly kind: 'root'; readonly body: TexNode }
  | { readonly kind: 'accent'; readonly mark: string; readonly body: TexNode }
  | {
      readonly kind: 'script';
      readonly body: TexNode;
      readonly sub: TexNode | null;
      readonly sup: TexNode | null;
    };

const IDENTIFIERS: Readonly<Record<string, string>> = {
  alpha: 'α',
  beta: 'β',
  gamma: 'γ',
  delta: 'δ',
  epsilon: 'ε',
  varepsilon: 'ε',
  zeta: 'ζ',
  eta: 'η',
  theta: 'θ',
  kappa: 'κ',
  lambda: 'λ',
  mu: 'μ',
  nu: 'ν',
  xi: 'ξ',
  pi: 'π',
  rho: 'ρ',
  sigma: 'σ',
  tau: 'τ',
  phi: 'φ',
  psi: 'ψ',
  omega: 'ω',
  Delta: 'Δ',
  Theta: 'Θ',
  Lambda: 'Λ',
  Phi: 'Φ',
  Omega: 'Ω',
  infty: '∞',
  ell: 'ℓ',
};

const OPERATORS: Readonly<Record<string, string>> = {
  le: '≤',
  ge: '≥',
  ne: '≠',
  neq: '≠',
  approx: '≈',
  propto: '∝',
  ll: '≪',
  gg: '≫',
  in: '∈',
  ni: '∋',
  leftarrow: '←',
  rightarrow: '→',
  mapsto: '↦',
  to: '→',
  times: '×',
  pm: '±',
  odot: '⊙',
  prod: '∏',
  int: '∫',
  ldots: '…',
  dots: '…',
  mid: '|',
  '{': '{',
  '}': '}',
  cdot: '·',
  partial: '∂',
  sum: '∑',
  lfloor: '⌊',
  rfloor: '⌋',
};

const ACCENTS: Readonly<Record<string, string>> = { hat: '^', dot: '˙', bar: '‾', tilde: '~' };
const FUNCTIONS: readonly string[] = ['log', 'exp', 'cos', 'max', 'min', 'ln'];
const SPACES: Readonly<Record<string, number>> = {
  ',': 0.17,
  ':': 0.22,
  ';': 0.28,
  ' ': 0.25,
  quad: 1,
  qquad: 2,
};

/** The tree of a text; throws on a command it does not know, which a test over the catalog finds. */
export function parseTex(text: string): TexNode {
  const tokens: readonly string[] = text.match(/\\[A-Za-z]+|\\.|[0-9.]+|\S/g) ?? [];
  let at = 0;

  function row(end: string | null): TexNode {
    const items: TexNode[] = [];
    while (at < tokens.length && tokens[at] !== end) items.push(scripted());
    if (end !== null) at += 1;
    return items.length === 1 && items[0] !== undefined ? items[0] : { kind: 'row', items };
  }

  function scripted(): TexNode {
    const body = atom();
    let sub: TexNode | null = null;
    let sup: TexNode | null = null;
    for (let token = tokens[at]; token === '_' || token === '^'; token = tokens[at]) {
      at += 1;
      if (token === '_') sub = atom();
      else sup = atom();
    }
    return sub === null && sup === null ? body : { kind: 'script', body, sub, sup };
  }

  function atom(): TexNode {
    const token = tokens[at] ?? '';
    at += 1;
    if (token === '{') return row('}');
    if (token.startsWith('\\')) return command(token.slice(1));
    if (/^[0-9.]/.test(token)) return { kind: 'number', text: token };
    if (/^[A-Za-z]$/.test(token)) return { kind: 'identifier', text: token };
    return { kind: 'operator', text: token === '-' ? '−' : token === "'" ? '′' : token };
  }

  /** Letters in braces, as one upright word. */
  function word(): string {
    const end = tokens.indexOf('}', at);
    if (tokens[at] !== '{' || end < 0) throw new Error('TeX text without braces');
    const text = tokens.slice(at + 1, end).join('');
    at = end + 1;
    return text;
  }

  function command(name: string): TexNode {
    const identifier = IDENTIFIERS[name];
    if (identifier !== undefined) return { kind: 'identifier', text: identifier };
    const operator = OPERATORS[name];
    if (operator !== undefined) return { kind: 'operator', text: operator };
    const space = SPACES[name];
    if (space !== undefined) return { kind: 'space', em: space };
    const mark = ACCENTS[name];
    if (mark !== undefined) return { kind: 'accent', mark, body: atom() };
    if (FUNCTIONS.includes(name)) return { kind: 'function', text: name };
    switch (name) {
      case 'frac':
      case 'tfrac':
        return { kind: 'fraction', over: atom(), under: atom() };
      case 'sqrt':
        return { kind: 'root', body: atom() };
      case 'text':
      case 'mathrm':
      case 'operatorname':
        return { kind: 'function', text: word() };
      // Fences grow by themselves.
      case 'left':
      case 'right':
        return atom();
      default:
        throw new Error(`unknown TeX command \\${name}`);
    }
  }

  return row(null);
}
