// The part of h3-js that pages use, so that the rest is left out of the chunk.
export {
  cellArea,
  cellsToMultiPolygon,
  cellToChildren,
  cellToParent,
  latLngToCell,
  uncompactCells,
} from "h3-js";
