/** Left-to-right layout of a network by dagre, which is loaded with the first use. */
import type { Experiment } from '#model/experiment.ts';

const GAP_BETWEEN_COLUMNS_PX = 80;
const GAP_BETWEEN_ROWS_PX = 48;
const DEFAULT_SIZE = { width: 180, height: 180 };

/** Top left corners of all cards, the topmost and leftmost at 0. */
export async function arrange(
  { network }: Experiment,
  sizes: ReadonlyMap<string, { width: number; height: number }>,
): Promise<Map<string, { x: number; y: number }>> {
  const { Graph, layout } = await import('@dagrejs/dagre');
  const graph = new Graph();
  graph.setGraph({
    rankdir: 'LR',
    ranksep: GAP_BETWEEN_COLUMNS_PX,
    nodesep: GAP_BETWEEN_ROWS_PX,
  });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id } of network.layers) graph.setNode(id, { ...(sizes.get(id) ?? DEFAULT_SIZE) });
  for (const { from, to } of network.connections) if (from !== to) graph.setEdge(from, to);
  layout(graph);
  const corners = network.layers.map(({ id }) => {
    const node = graph.node(id);
    return { id, x: node.x - node.width / 2, y: node.y - node.height / 2 };
  });
  const left = Math.min(...corners.map(({ x }) => x));
  const top = Math.min(...corners.map(({ y }) => y));
  return new Map(corners.map(({ id, x, y }) => [id, { x: x - left, y: y - top }]));
}
