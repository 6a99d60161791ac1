"""The nouns: what gradekit passes from one room to the next. Data only; functions over them live in the rooms above."""
