"""The command line only translates: a command reads its arguments, calls a room, prints, and picks the exit code.

Command modules import nothing heavy at their top, so that `gradekit --help` starts at once.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import NoReturn, TextIO

from gradekit.errors import AuthorError, Fault, OperatorError, StudentError, remedy

DONE, NEEDS_PERSON, BAD_INPUT, FAULT, DIFFERENT, INTERRUPTED = 0, 1, 2, 3, 4, 130
"""Exit codes, the same for every command."""


def main() -> NoReturn:
    """Run the command line and exit with its code."""
    # Python has no stream at all where the shell closed it, and pythonw never has one.
    sys.stdout, sys.stderr = sys.stdout or _nowhere(), sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # a console that lacks a letter shows "?"
    sys.exit(run(sys.argv[1:]))


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")  # it stays open as long as the process


def run(arguments: list[str]) -> int:
    """The exit code of a command line; what goes wrong is told on the error stream, never as a traceback."""
    from gradekit.cli.app import invoke

    try:
        code = invoke(arguments)
        sys.stdout.flush()
        return code
    except StudentError as error:
        from gradekit.documents.messages import told

        return _refused(told(error))
    except (OperatorError, AuthorError) as error:
        return _refused(_in_words(error))
    except Fault as error:
        print(f"gradekit itself failed: {error}", file=sys.stderr)  # noqa: T201  this is the command line
        return FAULT
    except KeyboardInterrupt:
        print("Interrupted.", file=sys.stderr)  # noqa: T201  this is the command line
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has read enough; the interpreter must not try to flush the rest at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as error:
        return _refused(_system_told(error))
    except (
        Exception
    ) as error:  # whatever else it is, it is gradekit's own fault, and says so with what is needed to mend it
        return _failed(error)


def _in_words(error: OperatorError | AuthorError) -> str:
    """What it says, the sentence for a formula that cannot be read in the place of its id."""
    if not isinstance(error.__cause__, StudentError):
        return str(error)
    from gradekit.documents.messages import told

    return str(error).replace(str(error.__cause__), told(error.__cause__))


def _system_told(error: OSError) -> str:
    """What the system refused, and what to do next."""
    if error.filename is None and isinstance(error, FileNotFoundError):
        return "The folder you are in is not there any more. Change into another one."
    if error.filename is None:
        return f"The output could not be written ({error.strerror}). {remedy(error)}"
    if isinstance(error, FileNotFoundError):
        return f"There is no file {error.filename}."
    if isinstance(error, IsADirectoryError):
        return f"{error.filename} is a folder, and a file is needed."
    return f"{error.filename} could not be read or written ({error.strerror}). {remedy(error)}"


def _failed(error: Exception) -> int:
    import traceback

    told = "".join(traceback.format_exception(error))
    print(f"{told}\ngradekit itself failed; please report the lines above.", file=sys.stderr)  # noqa: T201  this is the command line
    return FAULT


def _refused(message: str) -> int:
    print(message, file=sys.stderr)  # noqa: T201  this is the command line
    return BAD_INPUT
