"""From a template or the bank to an issued problem and its key: draws, authoring, admissibility, oracle, sheets.

| group      | modules, in the order of the way                                                                        |
|------------|---------------------------------------------------------------------------------------------------------|
| authoring  | `authoring` passes on what a template imports: `asking` and `stating` (what is asked), `question` and   |
|            | `foreseen` (what is no composition), `array_letters` and `array_functions`, `frames`, `domains`         |
| templates  | `template` (the register), `draws`, `drawing` (one draw), `layouts` (a course's layout), `draft`,       |
|            | `blocks` (arrays), `parts`, `wording`, `forms`, `prompt`; `starting` and `survey` for their authors     |
| issuing    | `issue` is the way: `worked` (answers), `admissibility` with `guards`, `separable`, `points`, `ranges`, |
|            | `size`, `effort`, `formed`; `rejected` says why not; `keys`, `wrong`, `variants`, `repeats`, `ambiguity`|
| vouching   | `vouching` compares with `oracle` (SymPy; `roads/`, `array_oracle`, `slopes`) and `ball_oracle`         |
| bank       | `bank` with `bank_parts` and `bank_kinds`, `sets`, `contents` (the table of contents)                   |
| sheets     | `sheets`, `stubs` with `record` and `soundness`, `keystore`, `deployed`                                 |

Begin with `issue.issue`, and with a template under `templates/`.
"""
