"""The seven stages: differentiate, list paths, multiply along, add across, substitute, shape, frame.

| group         | modules                                                                                              |
|---------------|------------------------------------------------------------------------------------------------------|
| the stages    | `stages` walks them; `differentiate` and `elementary` (stage D), `graph` and `paths`, `products`,    |
|               | `lengths` (frames); `own` and `depends` put a student's earlier values in                            |
| beyond        | `quantities/`, one struct of `model.quantities` each: value, label, sentence, steps, hints;          |
|               | `traces`, `cofactors`                                                                                |
| arrays        | `arrays` (entries), `adjoints` (matrix forms), `index_forms` and `monomials`, `array_forms`,         |
|               | `backward` (from the output back)                                                                    |
| told in words | `steps`, `steps_of_arrays`, `steps_in_frames`, `checks`, `hints`, `hints_of_arrays`; `writing` has   |
|               | their formulas, `labels`, `array_labels` and `naming` what things are called                         |

Begin with `stages.Walk`.
"""
