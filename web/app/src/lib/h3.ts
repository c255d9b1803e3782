// The part of h3-js that pages use, so that the rest is left out of the chunk.
export { cellToBoundary, cellToParent, latLngToCell } from "h3-js";
