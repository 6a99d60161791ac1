"""Formats of other systems, one file each: `canvas`, `moodle_gradebook`, `moodle_worksheet`; `gradefile` and `whose`
are what they share. Each fills in the file that the system exported and refuses what its importer would misread.
"""
