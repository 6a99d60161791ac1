"""Student code that must run, run where it can harm nothing: warm zygote, sealed child, one bounded frame of data."""
