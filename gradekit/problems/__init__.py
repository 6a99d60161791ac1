"""From a template or the bank to an issued problem and its key: draws, authoring, admissibility, oracle, sheets.

| folder        | what it does, modules in the order of the way                                                        |
|---------------|------------------------------------------------------------------------------------------------------|
| `questions`   | what an author writes: `asking` and `stating`, `question` and `foreseen` (what is no composition),   |
|               | `array_letters` and `array_functions`, `frames`, `domains` with `ranges`                             |
| `drafting`    | `draws`, `drawing` (one draw), `layouts` (a course's layout), `draft`, `blocks` (arrays), `parts`,   |
|               | `wording`, `forms`, `prompt`, `left_open`                                                            |
| `admission`   | `admissibility` with `guards`, `separable`, `size`, `effort`, `formed`; `keys`, `wrong`, `variants`, |
|               | `repeats`, `ambiguity`; `survey` for authors                                                         |
| `vouching`    | `vouching` compares with `oracle` (SymPy; `roads/`, `array_oracle`, `slopes`) and `ball_oracle`      |
| `bank`        | `bank` with `bank_parts` and `bank_kinds`, `sets`, `contents` (the table of contents)                |
| `handing_out` | `sheets`, `stubs` with `record` and `soundness`, `keystore`, `deployed`, `specimens`                 |

Beside them: `authoring` passes on what a template imports, `template` is the register, `worked` answers every part,
`issue` is the way through all of it and `rejected` says why a draw did not pass; `starting` writes a new template.

Begin with `issue.issue`, and with a template under `templates/`.
"""
