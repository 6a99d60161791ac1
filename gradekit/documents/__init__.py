"""What people read: sheets and feedback as blocks, as web pages and on terminals; the sentences for students.

| group     | modules                                                                                                  |
|-----------|----------------------------------------------------------------------------------------------------------|
| what      | a function to a `Document` each: `sheet`, `feedback`, `solution`, `check` and `checked`, `batch`,        |
|           | `proof`, `report`, `equality` and `explanation`, `recheck`, `contents`                                   |
| blocks    | `blocks` and `markup` are what a document is made of; `messages`, `phrases` and `words/` its sentences,  |
|           | `formulas`, `alignment`, `decimal_marks`; `visible` and `plain` make text harmless                       |
| drawings  | `figures` with `layering` (the graph of a problem), `curves`, `charts/`                                  |
| writers   | a document in a format each: `html`, `terminal`, and those that `formats` lists; `fallback`              |
| formulas  | `mathematics/`: LaTeX is read once, and written as MathML, one line, Typst, and in words                 |
| files     | `handout` writes sheet, stub and keys                                                                    |

Begin with `blocks` and `sheet`.
"""
