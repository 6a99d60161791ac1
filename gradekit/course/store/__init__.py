"""What a course keeps, in one SQLite file: `schema` names the tables, `opening` opens, moves and backs them up.

`issued` holds who was dealt what, `received` the files and hand-ins, `judged` what was read and the verdicts, `decided`
what people settled; `dump` writes it all down in an order of its own, so that two stores can be compared.
"""
