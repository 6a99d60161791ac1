"""A whole class: who is in it, who gets which problem, what was handed in, what it earned, and what leaves the course.

- what people write: `settings` (course.toml), `assignment` (assignments/*.toml), `rules` (policy by override), `roster`
  with `columns`, `times` (hand-in times); `folder` finds them, `starting` makes a new course, `secret` its key;
- handing out: `seeds`, `dealing`, `issuing`, `sheets`;
- what is kept: `store/`;
- grading: `matching`, `batch`, `work`, `pool`, `cluster`; `lateness`, `gradebook`;
- by hand: `decisions`, `requests`; `regrade`; `sharing`.
"""
