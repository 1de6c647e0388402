/** Types of the package svgcanvas, as far as it is used; it brings none of its own (tsconfig.base.json). */
export interface Context extends CanvasRenderingContext2D {
  getSvg(): SVGSVGElement;
}
export const Context: new (options: { width: number; height: number }) => Context;
