"""Work shared among processes, here or on a cluster: any executor, few pieces on the way at a time, and when a worker
dies only its piece is in doubt.

When an executor breaks, everything that was on its way is done again, one piece at a time in a new one; a piece that
breaks that one too is given up and said to be lost, and the others go on.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    ProcessPoolExecutor,
    wait,
)
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Generic, Self, TypeVar, final

A = TypeVar("A")
B = TypeVar("B")

AHEAD = 4
"""Pieces on the way for each worker."""


@final
@dataclass(frozen=True, slots=True)
class Done(Generic[A, B]):
    """What became of a piece: its result, the error that the work raised, or neither where its worker was lost."""

    piece: A
    result: B | None = None
    error: Exception | None = None

    @property
    def lost(self) -> bool:
        """Whether the worker died over it, and died again over it alone."""
        return self.result is None and self.error is None


@final
@dataclass(slots=True)
class Pool:
    """Workers; `start` makes an executor, anew when one broke. Without any the work is done in this process."""

    start: Callable[[], Executor] | None
    width: int = 1
    _executor: Executor | None = field(default=None, init=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        self.close(at_once=kind is not None)

    def close(self, *, at_once: bool = False) -> None:
        """The workers sent home; at once when nobody waits for what they are doing."""
        executor, self._executor = self._executor, None
        if executor is None:
            return
        held: dict[int, BaseProcess] = getattr(executor, "_processes", None) or {}  # Python 3.14 has a method for it
        processes = list(held.values()) if at_once else []
        executor.shutdown(wait=not at_once, cancel_futures=at_once)
        for process in processes:
            with contextlib.suppress(OSError, ValueError):
                process.terminate()

    def done(self, work: Callable[[A], B], pieces: Iterable[A]) -> Generator[Done[A, B]]:
        """The pieces worked on, each told as soon as it is done."""
        if self.start is None:
            yield from (_here(work, piece) for piece in pieces)
            return
        waiting = iter(pieces)
        doubtful: list[A] = []
        flying: dict[Future[B], A] = {}
        while True:
            flying |= {f: p for p in islice(waiting, self.width * AHEAD - len(flying)) if (f := self._sent(work, p))}
            if not flying:
                break
            landed, _ = wait(flying, return_when=FIRST_COMPLETED)
            for future in landed:
                piece = flying.pop(future)
                if (told := _told(piece, future)) is None:
                    doubtful.append(piece)
                else:
                    yield told
            if doubtful:
                doubtful += flying.values()
                flying.clear()
                self.close(at_once=True)
                yield from (self._alone(work, piece) for piece in doubtful)
                doubtful.clear()

    def in_order(self, work: Callable[[A], B], pieces: Iterable[A]) -> Iterator[B]:
        """The results in the order of the pieces; an error of the work is raised."""
        listed = list(pieces)
        held: dict[int, B] = {}
        following = 0
        numbered = _Numbered(work)
        for told in self.done(numbered, enumerate(listed)):
            if told.error is not None:
                raise told.error
            if told.result is None:
                raise ChildProcessError("a worker died over a piece of work, and again over the same piece alone")
            held[told.piece[0]] = told.result
            while following in held:
                yield held.pop(following)
                following += 1

    def _sent(self, work: Callable[[A], B], piece: A) -> Future[B]:
        assert self.start is not None, "asked by the caller"
        for _ in range(2):
            if self._executor is None:
                self._executor = self.start()
            try:
                return self._executor.submit(work, piece)
            except BrokenExecutor:  # it broke since the last piece was sent
                self.close(at_once=True)
        raise ChildProcessError("no worker can be started")

    def _alone(self, work: Callable[[A], B], piece: A) -> Done[A, B]:
        told = _told(piece, self._sent(work, piece))
        if told is None:
            self.close(at_once=True)
            return Done(piece)
        return told


@final
@dataclass(frozen=True, slots=True)
class _Numbered(Generic[A, B]):
    work: Callable[[A], B]

    def __call__(self, piece: tuple[int, A]) -> B:
        return self.work(piece[1])


def _here(work: Callable[[A], B], piece: A) -> Done[A, B]:
    try:
        return Done(piece, work(piece))
    except Exception as error:  # told with the piece, as from a worker
        return Done(piece, error=error)


def _told(piece: A, future: Future[B]) -> Done[A, B] | None:
    """What a worker said of a piece; None when there was nobody left to say it."""
    try:
        return Done(piece, future.result())
    except (BrokenExecutor, CancelledError):
        return None
    except Exception as error:  # whatever the work raised travels with its piece
        return None if type(error).__name__ == "KilledWorker" else Done(piece, error=error)


def local(jobs: int) -> Pool:
    """So many processes of this machine, started afresh so that they hold nothing of this one; for one, none."""
    if jobs <= 1:
        return Pool(None)
    context = multiprocessing.get_context("spawn")
    return Pool(lambda: ProcessPoolExecutor(jobs, mp_context=context, initializer=_quiet), jobs)


def _quiet() -> None:
    """A worker leaves Ctrl-C to the process that started it, and ends when that one has been killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
