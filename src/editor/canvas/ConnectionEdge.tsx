import { EdgeLabelRenderer, useInternalNode } from '@xyflow/react';
import type { EdgeProps } from '@xyflow/react';
import { useRef } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { connectionError, useBackward } from '#state/backward/backwardStore.ts';
import { useExperiment } from '#state/experimentStore.ts';
import { connectionSize, sizeText } from '../cards/connectionSize.ts';
import { layerName, openAddLayer, removeConnection } from '../editorCommands.ts';
import { useEditor } from '../editorStore.ts';
import { messages } from '../messages.ts';
import { forwardPath, loopPath } from './edgePath.ts';
import { usePulse } from './usePulse.ts';
import { useWeightWidth } from './useWeightWidth.ts';

/** A connection with what it carries; a selected one offers to be split or removed. */
export function ConnectionEdge(props: EdgeProps) {
  const { id, source, target, selected = false } = props;
  const pulseRef = useRef<SVGPathElement>(null);
  const lineRef = useRef<SVGPathElement>(null);
  const weightsRef = useRef<HTMLSpanElement>(null);
  usePulse(pulseRef, source);
  useWeightWidth(lineRef, weightsRef, target);
  const node = useInternalNode(source);
  const { shape, weights } = useExperiment(
    useShallow(({ analysis }) => connectionSize({ id, from: source, to: target }, analysis)),
  );
  const hasProblem = useExperiment(({ analysis }) =>
    analysis.issues.some((issue) => issue.connectionId === id),
  );
  const drop = useEditor(({ drag }) =>
    drag?.over?.connectionId !== id ? null : drag.over.refusal === null ? 'legal' : 'refused',
  );
  const error = useBackward(useShallow((state) => connectionError(state, { id, source, target })));
  const isLoop = source === target;
  const bottom = (node?.internals.positionAbsolute.y ?? 0) + (node?.measured.height ?? 0);
  const { path, labelX, labelY } = isLoop ? loopPath(props, bottom) : forwardPath(props);
  const state = drop ?? (hasProblem ? 'problem' : selected ? 'selected' : undefined);
  return (
    <>
      <path className="connection__hit" d={path} data-connection={id} />
      <path
        ref={lineRef}
        className="connection__line"
        d={path}
        data-state={state}
        markerEnd="url(#connection-end)"
      />
      {error !== null && (
        <path
          className="connection__error"
          d={path}
          data-here={error.isHere}
          style={{ strokeWidth: `${1.5 + 4 * Math.sqrt(error.share)}px` }}
          markerStart="url(#connection-error)"
        />
      )}
      <path ref={pulseRef} className="connection__pulse" d={path} pathLength={1} />
      <EdgeLabelRenderer>
        <div
          className="connection-label nodrag nopan"
          data-loop={isLoop}
          style={{ transform: `translate(-50%, -50%) translate(${labelX}px, ${labelY}px)` }}
        >
          <span className="connection-label__shape">{shape === null ? '' : sizeText(shape)}</span>
          {selected && (
            <span className="connection-label__actions">
              {!isLoop && (
                <button
                  type="button"
                  aria-label={messages.insertHere}
                  title={messages.insertHere}
                  onClick={() => openAddLayer({ kind: 'connection', connectionId: id })}
                >
                  +
                </button>
              )}
              <button
                type="button"
                aria-label={messages.removeConnection(layerName(source), layerName(target))}
                title={messages.removeConnection(layerName(source), layerName(target))}
                onClick={() => removeConnection(id)}
              >
                ×
              </button>
            </span>
          )}
          <span ref={weightsRef} className="connection-label__weights">
            {weights === 0 ? '' : `${weights.toLocaleString('en-GB')} w`}
          </span>
        </div>
      </EdgeLabelRenderer>
    </>
  );
}
