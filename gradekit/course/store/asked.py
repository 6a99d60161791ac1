"""What students ask to be looked at again."""

from __future__ import annotations

from typing import final

import msgspec
from sqlalchemy import Connection, insert, select, update

from gradekit.course.store.audit import note
from gradekit.course.store.schema import REQUESTS
from gradekit.errors import OperatorError


@final
class Request(msgspec.Struct, frozen=True, kw_only=True):
    """A request of a student about a part; open until there is an answer."""

    number: int
    assignment: str
    student: str
    part: str
    text: str
    answer: str | None = None


def open_request(connection: Connection, assignment: str, student: str, part: str, text: str) -> int:
    """A new request; gives its number."""
    row = {"assignment": assignment, "student": student, "part": part, "text": text}
    found = connection.execute(insert(REQUESTS).values(row)).inserted_primary_key
    assert found is not None, "a row that was inserted has a number"
    note(connection, "request", {**row, "number": found[0]})
    return int(found[0])


def answer_request(connection: Connection, assignment: str, number: int, answer: str) -> None:
    """The answer to a request, which is closed by it."""
    query = update(REQUESTS).where(REQUESTS.c.number == number, REQUESTS.c.assignment == assignment)
    if connection.execute(query.values(answer=answer)).rowcount == 0:
        raise OperatorError(
            f"There is no request {number} about {assignment}; `gradekit request list {assignment} --all` shows them."
        )
    note(connection, "answer", {"assignment": assignment, "number": number, "answer": answer})


def requests(connection: Connection, assignment: str, *, answered: bool = False) -> tuple[Request, ...]:
    """The open requests in the order in which they came; with `answered` all of them."""
    query = select(REQUESTS).where(REQUESTS.c.assignment == assignment).order_by(REQUESTS.c.number)
    found = (Request(**row) for row in connection.execute(query).mappings())
    return tuple(one for one in found if answered or one.answer is None)
