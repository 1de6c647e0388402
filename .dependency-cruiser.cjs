// Which room may import which. The table is the rule; everything below is made from it.

const TFJS = '@tensorflow';
const REACT = 'react|react-dom|@xyflow|radix-ui|react-resizable-panels';
const STORES = 'zustand|zundo';

/**
 * mayImport: rooms of ours. mustNotTouch: npm packages, as patterns.
 * mayNameTypesOf: packages whose types may be imported, never their code.
 * @type {Record<string, { mayImport: string[], mustNotTouch: string[], mayNameTypesOf?: string[] }>}
 */
const ROOMS = {
  model: { mayImport: [], mustNotTouch: ['.*'] },
  ui: { mayImport: [], mustNotTouch: [TFJS, STORES] },
  protocol: { mayImport: ['model'], mustNotTouch: [TFJS, REACT, STORES] },
  catalog: { mayImport: ['model'], mustNotTouch: [REACT, STORES], mayNameTypesOf: [TFJS] },
  engine: { mayImport: ['model', 'protocol', 'catalog'], mustNotTouch: [REACT, STORES] },
  plots: { mayImport: ['model', 'protocol'], mustNotTouch: [TFJS, REACT, STORES] },
  state: { mayImport: ['model', 'protocol', 'catalog'], mustNotTouch: [TFJS] },
  views: {
    mayImport: ['model', 'protocol', 'catalog', 'state', 'plots', 'ui'],
    mustNotTouch: [TFJS],
  },
  editor: {
    mayImport: ['model', 'catalog', 'protocol', 'state', 'plots', 'ui'],
    mustNotTouch: [TFJS],
  },
  app: {
    mayImport: ['model', 'catalog', 'protocol', 'state', 'plots', 'ui', 'views', 'editor'],
    mustNotTouch: [TFJS],
  },
  workers: {
    mayImport: ['engine', 'protocol', 'catalog', 'model'],
    mustNotTouch: [REACT, STORES],
  },
};

/** @param {string} room */
const folder = (room) => (room === 'workers' ? '^workers/' : `^src/${room}/`);
/** @param {string[]} packages */
const inNodeModules = (packages) => `node_modules/(${packages.join('|')})(/|$)`;
// A test may bring in whatever exercises its room; it never ships.
const TESTS = '[.]test[.]tsx?$';

/** @typedef {{ path?: string | string[], pathNot?: string, dependencyTypesNot?: string[] }} Side */

const roomRules = Object.entries(ROOMS).flatMap(([room, row]) => {
  const from = { path: folder(room), pathNot: TESTS };
  const others = Object.keys(ROOMS).filter((r) => r !== room && !row.mayImport.includes(r));
  /** @type {{ name: string, severity: string, comment?: string, from: Side, to: Side }[]} */
  const rules = [
    {
      name: `${room}-imports-a-room-it-may-not`,
      severity: 'error',
      comment: `${room} may import: ${row.mayImport.join(', ') || 'nothing of ours'}.`,
      from,
      to: { path: others.map(folder) },
    },
    {
      name: `${room}-reaches-outside-the-rooms`,
      severity: 'error',
      comment: 'Scripts, benchmarks and journeys import the rooms, never the reverse.',
      from,
      to: { path: '^(scripts|bench|e2e)/' },
    },
    {
      name: `${room}-touches-a-package-it-must-not`,
      severity: 'error',
      from,
      to: { path: inNodeModules(row.mustNotTouch) },
    },
  ];
  if (row.mayNameTypesOf)
    rules.push({
      name: `${room}-imports-code-where-only-types-are-allowed`,
      severity: 'error',
      from,
      to: { path: inNodeModules(row.mayNameTypesOf), dependencyTypesNot: ['type-only'] },
    });
  return rules;
});

module.exports = {
  forbidden: [
    ...roomRules,
    {
      name: 'no-cycle',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'unresolvable',
      severity: 'error',
      from: {},
      // Vite's own suffixes (file.ts?worker) and stylesheets are resolved by the bundler.
      to: { couldNotResolve: true, pathNot: '[.]css$|[?]' },
    },
    {
      name: 'first-bundle-reaches-the-engine',
      severity: 'error',
      comment: 'tfjs runs in workers; the page starts without it.',
      from: { path: '^src/app/main[.]tsx$' },
      to: { path: ['^src/engine/', inNodeModules([TFJS])], reachable: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^src/engine/(kernels/wasm|methods/[^/]+)/assembly/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.app.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'browser', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
