"""One draw of a template made into a problem: numbers, blocks, parts, and the wording of the prompt."""
