"""Workers that die, fail or are missing cost nobody else's work."""

import os
import signal
from collections.abc import Iterator

import pytest

from gradekit.course.pool import Done, Pool, local


def squared(number: int) -> int:
    if number == 7:
        os.kill(os.getpid(), signal.SIGKILL)
    if number == 3:
        raise ValueError("three is refused")
    return number**2


def careful(number: int) -> int:
    return number + 1


@pytest.fixture(scope="module")
def two() -> Iterator[Pool]:
    with local(2) as pool:
        yield pool


def told(done: Iterator[Done[int, int]]) -> dict[int, Done[int, int]]:
    return {one.piece: one for one in done}


def test_a_piece_that_kills_its_worker_is_lost_alone_and_an_error_travels_with_its_piece(two: Pool) -> None:
    found = told(two.done(squared, range(12)))
    assert sorted(found) == list(range(12))
    assert [n for n, one in found.items() if one.lost] == [7]
    assert isinstance(found[3].error, ValueError)
    assert all(one.result == n**2 for n, one in found.items() if n not in (3, 7))


def test_the_pool_works_on_after_a_worker_was_lost_and_keeps_the_order(two: Pool) -> None:
    assert list(two.in_order(careful, range(9))) == list(range(1, 10))


def test_a_lost_piece_is_an_error_where_the_order_matters(two: Pool) -> None:
    with pytest.raises(ChildProcessError, match="a worker died over a piece of work, and again over"):
        list(two.in_order(squared, [7]))


def test_without_processes_the_work_is_done_here() -> None:
    here = local(1)
    assert here.start is None
    assert told(here.done(careful, [4]))[4].result == 5
    assert isinstance(told(here.done(squared, [3]))[3].error, ValueError)


def test_pieces_are_fetched_when_there_is_room_for_them(two: Pool) -> None:
    fetched: list[int] = []

    def pieces() -> Iterator[int]:
        for number in range(100):
            fetched.append(number)
            yield number

    done = two.done(careful, pieces())
    next(done)
    assert len(fetched) < 30
    done.close()
