import { ReactFlow, ReactFlowProvider } from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import { useMemo } from 'react';
import { useExperiment } from '#state/experimentStore.ts';
import { aimAt, finishConnect } from '../connecting.ts';
import { layerName } from '../editorCommands.ts';
import { editorStore, useEditor } from '../editorStore.ts';
import { messages } from '../messages.ts';
import { clearSelection, selectConnection } from '../selection.ts';
import './canvas.css';
import { onCanvasKey, useConnectKeys } from './canvasKeys.ts';
import { CanvasRegistration } from './CanvasRegistration.tsx';
import { ConnectionEdge } from './ConnectionEdge.tsx';
import { LayerNode } from './LayerNode.tsx';
import { useCanvasNodes } from './useCanvasNodes.ts';
import { usePointerConnect } from './usePointerConnect.ts';

const nodeTypes = { layer: LayerNode };
const edgeTypes = { connection: ConnectionEdge };

/** The network on React Flow: cards, connections and every gesture of the pointer. */
export function NetworkCanvas() {
  return (
    <ReactFlowProvider>
      <Flow />
    </ReactFlowProvider>
  );
}

function Flow() {
  const { nodes, onNodesChange, onDragStop } = useCanvasNodes();
  const connections = useExperiment(({ experiment }) => experiment.network.connections);
  const connectionId = useEditor((state) => state.connectionId);
  const pointerConnect = usePointerConnect();
  useConnectKeys();
  const edges = useMemo(
    () =>
      connections.map(({ id, from, to }) => ({
        id,
        source: from,
        target: to,
        type: 'connection',
        selected: id === connectionId,
        ariaLabel: messages.connection(layerName(from), layerName(to)),
      })),
    [connections, connectionId],
  );
  return (
    <div className="network-canvas">
      <svg className="network-canvas__markers" aria-hidden="true">
        <marker
          id="connection-end"
          viewBox="0 0 10 10"
          refX="9"
          refY="5"
          markerWidth="10"
          markerHeight="10"
          markerUnits="userSpaceOnUse"
          orient="auto"
        >
          <path d="M1,1 L9,5 L1,9" />
        </marker>
        <marker
          id="connection-error"
          viewBox="0 0 10 10"
          refX="1"
          refY="5"
          markerWidth="12"
          markerHeight="12"
          markerUnits="userSpaceOnUse"
          orient="auto"
        >
          <path d="M9,1 L1,5 L9,9 Z" />
        </marker>
      </svg>
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onNodesChange={onNodesChange}
        onNodeDragStop={(_event, _node, dragged) => onDragStop(dragged)}
        onSelectionDragStop={(_event, dragged) => onDragStop(dragged)}
        onNodeClick={(_event, node) => {
          if (editorStore.getState().connecting === null) return;
          aimAt(node.id);
          finishConnect();
        }}
        onNodeMouseEnter={(_event, node) => {
          if (editorStore.getState().connecting?.by === 'keys') aimAt(node.id);
        }}
        onEdgeClick={(_event, edge) => selectConnection(edge.id)}
        onPaneClick={clearSelection}
        {...pointerConnect}
        onKeyDown={onCanvasKey}
        connectOnClick={false}
        connectionRadius={0}
        nodeDragThreshold={4}
        deleteKeyCode={null}
        panActivationKeyCode={null}
        disableKeyboardA11y
        edgesFocusable={false}
        minZoom={0.2}
        maxZoom={2}
        attributionPosition="bottom-left"
      >
        <CanvasRegistration />
      </ReactFlow>
    </div>
  );
}
