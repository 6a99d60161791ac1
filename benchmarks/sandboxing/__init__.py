"""Hostile programs, the scene in which they are run, and what is looked at afterwards."""
