"""What the author of a template or of a bank problem writes: parts, answers, letters, arrays, frames, domains."""
