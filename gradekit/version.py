"""The version of gradekit, as every stored record begins with it."""

VERSION = "0.1.0"
