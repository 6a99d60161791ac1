"""The seven stages: differentiate, list paths, multiply along, add across, substitute, shape, frame."""
