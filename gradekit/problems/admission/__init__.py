"""Whether a draft is fit to be asked: guards, effort, what repeats, keys, and the wrong answers it will recognise."""
