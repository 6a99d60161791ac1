"""Mal-rules: one stage replaced by what a misconception puts in its place. One file a topic, all in one register."""
