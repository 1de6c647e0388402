/** The one time axis of raster and membranes: zoom, pan and cursor are shared. */
import { createAxisLink } from '#plots/axis/axisLink.ts';

export const timeLink = createAxisLink();
