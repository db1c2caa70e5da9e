"""The board's pure model: elements, packed strokes, geometry, recognition, rasters. No files, no network, no Qt."""
