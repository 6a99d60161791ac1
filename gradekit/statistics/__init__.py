"""Numbers about a class from its stored rows: pure data in, one struct out, and nobody named.

`report` puts them together out of `scores` (a class as a whole), `items` (each question), `fairness` (what was drawn),
`mistakes` (what went wrong), and `first` (what to look at); `suppression` makes them fit to be passed on.
"""
