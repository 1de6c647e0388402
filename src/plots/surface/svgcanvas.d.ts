/** The part of the package that is used; it brings no types of its own. */
declare module 'svgcanvas' {
  interface Context extends CanvasRenderingContext2D {
    getSvg(): SVGSVGElement;
  }
  export const Context: new (options: { width: number; height: number }) => Context;
}
