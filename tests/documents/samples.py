"""A sheet and its feedback with one of everything, made by hand."""

from fractions import Fraction

from gradekit.documents.feedback import feedback_document
from gradekit.model.answer import Value
from gradekit.model.composition import At, Components, Composition, Local, Node, Total
from gradekit.model.domain import POSITIVE, Domain, Range
from gradekit.model.feedback import Feedback, PartFeedback, ProblemFeedback, Step
from gradekit.model.mark import PartMark
from gradekit.model.message import Message, Note
from gradekit.model.problem import Form, Issued, Part, Sheet, Slot
from gradekit.syntax.build import add, cos, divide, exp, multiply, number, power, sin, sqrt, symbol
from gradekit.syntax.tree import Array

t, x, y, r, theta = map(symbol, ("t", "x", "y", "r", "theta"))

PATHS = Composition(
    ("t",),
    (Node("x", power(t, 2)), Node("y", sin(t)), Node("f", add(multiply(x, x, y), exp(multiply(x, y))))),
    ("f",),
)
POLAR = Composition(
    ("r", "theta"),
    (Node("x", multiply(r, cos(theta))), Node("y", multiply(r, sin(theta))), Node("f", multiply(power(x, 2), y))),
    ("f",),
)
ONE_STEP = Composition(("x", "y"), (Node("f", multiply(x, y)),), ("f",))


def issued(composition: Composition, parts: tuple[Part, ...], **changes: object) -> Issued:
    record: dict[str, object] = {
        "gradekit": "0.1.0",
        "template": "multi-path",
        "template_version": "1",
        "level": 2,
        "title": "Chain rule along several paths",
        "prompt": r"Let $f(x, y) = x^{2} y + e^{x y}$, for $t > 0$. $$x = t^{2}$$ Use `sin`.",
        "composition": composition,
        "domain": Domain((Range("t", POSITIVE),)),
        "box": {"t": (Fraction(2, 5), Fraction(8, 5))},
        "parts": parts,
        **changes,
    }
    return Issued(**record)  # type: ignore[arg-type]


PARTS = (
    Part(
        key="J_f",
        kind="array",
        quantity=Local(("f",), ("x", "y")),
        asks="Find $J_{f}$.",
        label="J_{f}",
        shape=(1, 2),
        symbols=("x", "y"),
        points=Fraction(2),
    ),
    Part(
        key="df_dt",
        kind="expression",
        quantity=Total(("f",), ("t",)),
        asks=r"Find $\frac{df}{dt}$.",
        label=r"\frac{df}{dt}",
        symbols=("t",),
        points=Fraction(3),
    ),
    Part(
        key="at",
        kind="number",
        quantity=At(Total(("f",), ("t",)), {"t": Fraction(1)}),
        asks="Find its value.",
        label=r"\left. \frac{df}{dt} \right|_{t=1}",
        form=Form(exact=True),
    ),
    Part(
        key="kind",
        kind="choice",
        quantity=Total(("f",), ("t",)),
        asks="Which is it?",
        label="",
        choices=("a minimum", "a maximum"),
    ),
)
GRADIENT = (
    Part(
        key="grad",
        kind="array",
        quantity=Components("f"),
        asks=r"Find $\nabla f$.",
        label=r"\nabla f",
        shape=(2,),
        symbols=("r", "theta"),
        points=Fraction(3, 2),
    ),
)
SHEET = Sheet(
    gradekit="0.1.0",
    id="K7QX2M4TRA",
    title="Practice: chain rule",
    slots=(
        Slot(1, issued(PATHS, PARTS), "ABCDEFGH23"),
        Slot(2, issued(POLAR, GRADIENT, title="Polar"), "ABCDEFGH24"),
        Slot(3, issued(ONE_STEP, GRADIENT, title="One step"), "ABCDEFGH25"),
    ),
)


def mark(part: str, earned: str, possible: int, pending: int = 0) -> PartMark:
    return PartMark(part=part, earned=Fraction(earned), possible=Fraction(possible), pending=Fraction(pending))


def part(key: str, letter: str, standing: str, **fields: object) -> PartFeedback:
    return PartFeedback(
        part=key, name=f"q1{letter}", letter=letter, label=r"\frac{df}{dt}", standing=standing, **fields
    )  # type: ignore[arg-type]


FEEDBACK = Feedback(
    sheet="K7QX2M4TRA",
    title="Practice: chain rule",
    purpose="practice",
    earned=Fraction(14, 3),
    possible=Fraction(12),
    pending=Fraction(3),
    notes=(Note(Message("feedback.line", {"line": 12, "sentence": "odd"}), 12, "prnt(x)", 0),),
    problems=(
        ProblemFeedback(
            slot=1,
            title="Chain rule",
            prompt=SHEET.slots[0].issued.prompt,
            right=(Message("feedback.line", {"line": 1, "sentence": "right first"}),),
            parts=(
                part(
                    "a", "a", "right", read=Value((1, 2), (multiply(number(2), x), power(x, 2))), mark=mark("a", "2", 2)
                ),
                part(
                    "b",
                    "b",
                    "not-yet",
                    read=Value((), (divide(sqrt(t), add(t, number(1))),)),
                    mark=mark("b", "0", 3),
                    diagnosis=(Message("feedback.line", {"line": 2, "sentence": "the diagnosis"}),),
                    evidence=(Message("feedback.line", {"line": 3, "sentence": "the evidence"}),),
                    question=Message("feedback.line", {"line": 4, "sentence": "the question"}),
                    rule="drop-path",
                    expected=Array((), (divide(t, number(2)),)),
                ),
                part(
                    "c",
                    "c",
                    "unread",
                    text="q1c = 3*(sin(1",
                    mark=mark("c", "0", 1, 1),
                    notes=(
                        Note(Message("feedback.line", {"line": 5, "sentence": "never closed"}), 5, "q1c = 3*(sin(1", 8),
                    ),
                ),
                part("d", "d", "partly", read=Value((2,), (x, None)), mark=mark("d", "2/3", 1)),
                part("e", "e", "blank", mark=mark("e", "0", 1)),
                part("f", "f", "pending", word="a minimum", mark=mark("f", "0", 2, 2)),
                part("g", "g", "form", read=Value((2, 2), (x, y, y, x)), mark=mark("g", "2", 2)),
            ),
            solution=(Step(Message("feedback.solution"), (r"x = t^{2}", r"\frac{df}{dt} = 2 x = 4")),),
            more=Message("feedback.line", {"line": 6, "sentence": "more of this"}),
        ),
    ),
)
HIDDEN = Feedback(
    sheet="K7QX2M4TRA",
    title="Test",
    purpose="test",
    problems=(ProblemFeedback(slot=1, title="T", prompt="P", parts=(part("a", "a", "hidden", read=Value((), (x,))),)),),
)
"""Before the release of a test: the reading and nothing else."""

DOCUMENT = feedback_document(FEEDBACK)
