"""From a file to answers: bytes to text, text to statements, statements to one answer a part. Nothing is ever run."""
