"""Work on a Dask cluster: addresses at which keys may travel, and workers that are what they must be.

Keys go to the workers, so the cluster is on this machine alone or speaks TLS. Every worker has the gradekit of this
machine and isolates programs as this machine does; otherwise one class would be judged by two measures.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Any, TypeVar, final
from urllib.parse import urlsplit

from gradekit.course.pool import Pool
from gradekit.errors import Fault, OperatorError
from gradekit.sandbox.asked import Asked
from gradekit.version import VERSION

A = TypeVar("A")
B = TypeVar("B")

_HERE = ("127.0.0.1", "::1")
"""What workers of this machine are called: to these alone work goes that is not encrypted."""
_WAIT = 15
"""Seconds in which a scheduler must answer."""
_ALONE = threading.Lock()


@final
@dataclass(frozen=True, slots=True)
class About:
    """What a worker says of itself."""

    version: str
    level: str
    """How it isolates programs, `read` where it runs none."""


def on_cluster(address: str, level: Asked = "auto") -> Pool:
    """The workers of a scheduler. `OperatorError` where keys must not travel, nobody answers, or a worker is not fit.

    It is looked at again whenever work begins anew on it, which it does after workers were lost.
    """
    check_address(address)
    wanted = about(level)
    first = _connected(address, wanted, level)
    width = len(_workers(first))
    first.close()
    return Pool(lambda: _Executor(_connected(address, wanted, level), encrypted=_encrypted(address)), width)


def check_address(address: str) -> None:
    """`OperatorError` for an address that leads off this machine without encryption.

    >>> check_address("tcp://127.0.0.1:8786")
    """
    told = urlsplit(address if "://" in address else f"tcp://{address}")
    if told.scheme not in ("tcp", "tls") or not told.hostname or told.port is None:
        raise OperatorError(
            f"`{address}` is no address of a Dask scheduler; write tcp://127.0.0.1:8786 or tls://HOST:8786."
        )
    if told.scheme == "tcp" and not _is_here(told.hostname):
        raise OperatorError(
            f"Keys travel to the workers, and {address} is neither on this machine nor encrypted. Use tls://, with "
            "the certificates that Dask's settings name under distributed.comm.tls."
        )


def about(level: Asked) -> About:
    """What this process is: its gradekit, and how programs of that level are run here."""
    return About(VERSION, level if level == "read" else _level(level))


def unfit(found: Mapping[str, object], wanted: About) -> str | None:
    """Which worker is not what it must be, and why; None where all are.

    >>> unfit({"tcp://127.0.0.1:1": About("0.0", "read")}, About("0.1", "read"))
    'The worker tcp://127.0.0.1:1 has gradekit 0.0, and this machine has 0.1.'
    """
    for worker, told in sorted(found.items()):
        if not isinstance(told, About):
            return f"The worker {worker} cannot work for gradekit {wanted.version}: {type(told).__name__}: {told}."
        if told.version != wanted.version:
            return f"The worker {worker} has gradekit {told.version}, and this machine has {wanted.version}."
        if told.level != wanted.level:
            return f"The worker {worker} isolates programs by `{told.level}`, and this machine by `{wanted.level}`."
        if not _encrypted(worker) and not _is_here(urlsplit(worker).hostname or ""):
            return f"The worker {worker} is neither on this machine nor reached by TLS, and keys would travel to it."
    return None


@final
@dataclass(frozen=True, slots=True)
class OneByOne:
    """The work, one piece at a time in each process, also where a worker has several threads."""

    work: Callable[[Any], Any]
    version: str = VERSION
    """Of who sends it; a worker that joined late may have another one."""

    def __call__(self, piece: Any) -> Any:
        """What the work gives for the piece."""
        if self.version != VERSION:
            raise Fault(f"a worker has gradekit {VERSION}, and the work was sent by {self.version}")
        with _ALONE:
            return self.work(piece)


@final
@dataclass(slots=True)
class _Executor(Executor):
    """Dask's executor; one that is shut down leaves the cluster."""

    client: Any
    encrypted: bool
    _inner: Any = field(init=False)

    def __post_init__(self) -> None:
        here = {} if self.encrypted else {"workers": list(_HERE)}
        self._inner = self.client.get_executor(pure=False, **here)

    def submit(self, fn: Callable[..., B], /, *args: Any, **_kwargs: Any) -> Future[B]:
        """The work on its way."""
        return self._inner.submit(OneByOne(fn), *args)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """The cluster goes on without this command."""
        self._inner.shutdown(wait=wait and not cancel_futures)
        self.client.close()


def _connected(address: str, wanted: About, level: Asked) -> Any:
    """A client of the scheduler, its workers looked at."""
    try:
        from distributed import Client
    except ImportError:
        raise OperatorError('`--cluster` needs the extra: pip install "gradekit[cluster]".') from None
    try:
        client: Any = Client(address, timeout=_WAIT, set_as_default=False)
    except (OSError, ValueError) as error:
        raise OperatorError(f"No Dask scheduler answers at {address} ({error}).") from error
    try:
        if not _workers(client):
            raise OperatorError(f"The scheduler has no workers. Start some: `dask worker {address} --nthreads 1`.")
        if (why := unfit(client.run(about, level, on_error="return"), wanted)) is not None:
            raise OperatorError(why)
    except BaseException:
        client.close()
        raise
    return client


def _workers(client: Any) -> Mapping[str, object]:
    return client.scheduler_info(n_workers=-1)["workers"]


def _level(asked: Asked) -> str:
    from gradekit.sandbox.levels import open_sandbox

    try:
        sandbox = open_sandbox(asked)
    except Fault as error:
        return str(error)
    if sandbox is None:
        return "read"
    with sandbox:
        return sandbox.level


def _encrypted(address: str) -> bool:
    return address.startswith("tls://")


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
