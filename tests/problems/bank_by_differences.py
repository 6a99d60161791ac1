"""Problems of the bank worked out by difference quotients in mpmath, straight from what their files say.

Nothing of gradekit is used: a file is read as TOML, its formulas are Python over numpy arrays of numbers with 50
digits, and every derivative is a quotient of differences. Implicit functions are solved for, and what is asked in a
frame is worked out in cartesian coordinates.
"""

import itertools
import random
import re
import tomllib
from fractions import Fraction

import mpmath
import numpy as np

DIGITS = 50
H, H2 = mpmath.mpf(10) ** -14, mpmath.mpf(10) ** -10
"""Steps of first and of second differences."""

ACCURACY = {"implicit": 1e-12, "second": 1e-12, "hessian": 1e-12, "laplacian": 1e-12}


class Columns(np.ndarray):
    """A matrix; of one column it is a vector, and the product of two vectors a number."""

    def __matmul__(self, other):
        if self.shape == other.shape and self.shape[1] == 1 != self.shape[0]:
            return total(self * other)
        product = np.matmul(self, other)
        return product[0, 0] if product.shape == (1, 1) else product


def total(array):
    return np.asarray(array).sum()


def column(told, shape=None):
    found = np.array(told, dtype=object)
    shape = found.shape if shape is None else shape
    return found.reshape((*shape, 1)[:2]).view(Columns)


def entrywise(function):
    return lambda x: column(np.frompyfunc(function, 1, 1)(x)) if isinstance(x, np.ndarray) else function(x)


def softmax(x):
    powers = entrywise(mpmath.exp)(x)
    return powers / total(powers)


FUNCTIONS = {
    name: entrywise(getattr(mpmath, name))
    for name in ("sin", "cos", "tan", "cot", "exp", "log", "sqrt", "tanh", "cosh")
} | {
    "pi": mpmath.pi,
    "sigma": entrywise(lambda z: 1 / (1 + mpmath.exp(-z))),
    "relu": entrywise(lambda z: max(z, mpmath.mpf(0))),
    "softmax": softmax,
    "norm2": lambda x: total(x * x),
    "norm": lambda x: mpmath.sqrt(total(x * x)),
    "dot": lambda x, y: total(x * y),
    "outer": lambda x, y: column(np.outer(x, y)),
    "sum": total,
    "E": mpmath.e,
    "trace": lambda a: np.trace(np.asarray(a)),
    "det": lambda a: mpmath.det(mpmath.matrix(a.tolist())),
    "inv": lambda a: column((mpmath.matrix(a.tolist()) ** -1).tolist()),
    "diag": lambda x: column(np.diag(np.ravel(x))),
    "mean": lambda x: total(x) / x.size,
}


def exact(number):
    value = Fraction(str(number))
    return mpmath.mpf(value.numerator) / value.denominator


def flat(told):
    return list(itertools.chain.from_iterable(map(flat, told))) if isinstance(told, list) else [told]


def entries_of(name, value):
    """The letters of the entries of an array."""
    if not isinstance(value, np.ndarray):
        return {name: value}
    wide = max(value.shape) > 9 or name[-1].isdigit()
    gap = "_" if wide else ""
    shown = 1 if value.shape[1] == 1 else 2
    return {gap.join((name, *(str(k + 1) for k in at[:shown]))): value[at] for at in np.ndindex(*value.shape)}


def evaluated(text, letters):
    text = re.sub(r"(?<![\w.])(\d+)(?![\w.])", r"mpf(\1)", text)
    return eval(text, {"__builtins__": {}, "mpf": mpmath.mpf, **FUNCTIONS}, dict(letters))  # noqa: S307  our files


class Asked:
    """One problem at a random point of its box."""

    def __init__(self, path, seed):
        self.told = tomllib.loads(path.read_text(encoding="utf-8"))
        self.draw = random.Random(f"{path.stem} {seed}")
        self.base = {}
        for text in self.told["inputs"]:
            name, _, size = text.partition(":")
            self.base[name] = self.input(name, tuple(map(int, size.split("x"))) if size else ())
        self.solved = {}

    def input(self, name, shape):
        low, high = map(Fraction, self.told.get("box", {}).get(name, ("3/10", "7/5")))

        def one():
            return exact(low + (high - low) * Fraction(self.draw.randint(1, 999), 1000))

        if not shape:
            return one()
        return column([one() for _ in np.ndindex(*shape)], shape)

    def move_to(self, point):
        for name, told in point.items():
            if name in self.base and isinstance(self.base[name], np.ndarray):
                self.base[name] = column([*map(exact, flat(told))], self.base[name].shape)
            elif name in self.base:
                self.base[name] = exact(told)

    def letters(self, **fixed):
        """All letters, those that are fixed at their values whatever their formulas."""
        found = {}

        def enter(name, value):
            members = entries_of(name, value)
            changed = {k: fixed.get(k, v) for k, v in members.items()}
            if isinstance(value, np.ndarray):
                value = column([*changed.values()], value.shape)
                found[name] = value
            found.update(changed)

        for name, value in self.base.items():
            enter(name, value)
        for name, told in self.told["nodes"].items():
            if isinstance(told, str):
                enter(name, evaluated(told, found))
            else:
                sizes = (len(told), len(told[0])) if isinstance(told[0], list) else (len(told),)
                enter(name, column([evaluated(one, found) for one in flat(told)], sizes))
        return found

    def members(self, names):
        found = self.letters()
        return [letter for name in names for letter in entries_of(name, found[name])]

    def value(self, letter, **fixed):
        return self.letters(**fixed)[letter]

    def slope(self, letter, by, among=()):
        """The derivative along all routes from a letter on, the others `among` which it is one held fixed."""
        now = self.letters()
        held = {name: now[name] for name in among}
        ahead, behind = ({**held, by: now[by] + step} for step in (H, -H))
        return (self.value(letter, **ahead) - self.value(letter, **behind)) / (2 * H)

    def bend(self, letter, first, second):
        now, total = self.letters(), mpmath.mpf(0)
        for up, across in itertools.product((1, -1), repeat=2):
            moved = {first: now[first] + up * H2}
            moved[second] = moved.get(second, now[second]) + across * H2
            total += up * across * self.value(letter, **moved)
        return total / (4 * H2**2)

    def local(self, letter, by):
        """The derivative of the formula alone, every other letter fixed."""
        now = self.letters()
        node = next(n for n in self.told["nodes"] if letter in entries_of(n, now[n]))
        others = {
            k: v for k, v in now.items() if not isinstance(v, np.ndarray) and k not in entries_of(node, now[node])
        }
        return sum(side * self.value(letter, **{**others, by: now[by] + side * H}) for side in (1, -1)) / (2 * H)

    # what is asked

    def jacobian(self, of, by):
        rows, columns = self.members(of), self.members(by)
        return [[self.slope(row, column, columns) for column in columns] for row in rows]

    def answer(self, part):
        of, by, options = part.get("of", []), part.get("by", []), part.get("options", {})
        match part["ask"]:
            case "total" | "mixed-total":
                return self.jacobian(of, by)
            case "local":
                return [[self.local(row, column) for column in self.members(by)] for row in self.members(of)]
            case "composed":
                return [self.value(letter) for letter in self.members(of)]
            case "second":
                return [self.bend(of[0], by[0], by[-1])]
            case "hessian":
                return [[self.bend(of[0], one, two) for two in self.members(by)] for one in self.members(by)]
            case "jacobian-det":
                return [mpmath.det(mpmath.matrix(self.jacobian(of, by)))]
            case "jvp":
                v = [*map(exact, options["vector"])]
                return [mpmath.fdot(row, v) for row in self.jacobian(of, by)]
            case "vjp":
                v = [*map(exact, options["vector"])]
                return [mpmath.fdot(column, v) for column in zip(*self.jacobian(of, by), strict=True)]
            case "directional":
                v = [*map(exact, options["vector"])]
                return [mpmath.fdot(self.jacobian(of, by)[0], v) / mpmath.norm(v)]
            case "ascent":
                (gradient,) = self.jacobian(of, by)
                return [one / mpmath.norm(gradient) for one in gradient]
            case "descent":
                (gradient,), now = self.jacobian(of, by), self.letters()
                return [
                    now[k] - exact(options["rate"]) * one for k, one in zip(self.members(by), gradient, strict=True)
                ]
            case "tangents":
                seed = [*map(exact, options["seed"])]
                return [mpmath.fdot(self.jacobian([node], self.told["inputs"])[0], seed) for node in of]
            case "adjoints":
                return [self.slope(of[0], node) for node in by]
            case "implicit":
                return self.implicit(of, by, options)
            case "passes":
                return [mpmath.mpf(len(self.members(by if options["mode"] == "forward" else of)))]
            case "components":
                gradient = self.cartesian(lambda at: self.value(of[0], **at))
                return [mpmath.fdot(gradient, unit) for unit in self.units(self.coordinates())]
            case "laplacian":
                return [self.laplacian(of[0])]
            case "divergence":
                return [self.divergence(of)]
            case other:
                raise AssertionError(other)

    # curves

    def solve(self, unknowns, equations, **at):
        """The values of the unknowns with which the equations hold, near those that are known."""
        near = [self.solved.get(name, self.base[name]) for name in unknowns]

        def sides(*values):
            now = self.letters(**at, **dict(zip(unknowns, values, strict=True)))
            return [now[name] for name in equations]

        found = mpmath.findroot(sides, near, tol=mpmath.mpf(10) ** -80)
        return [*found] if hasattr(found, "__iter__") else [found]

    def implicit(self, of, by, options):
        equations = options.get("of", "F").split()
        self.solved = dict(zip(of, self.solve(of, equations), strict=True))
        self.base |= self.solved
        now = self.letters()

        def moved(letter, step):
            return self.solve(of, equations, **{letter: now[letter] + step})

        if options.get("order") == 2:
            before, here, after = (moved(by[0], step)[0] for step in (-H2, 0, H2))
            return [(after - 2 * here + before) / H2**2]
        columns = [(moved(letter, H), moved(letter, -H)) for letter in by]
        return (
            [[(up - down) / (2 * H) for up, down in zip(*column, strict=True)] for column in columns]
            if len(of) == 1
            else [[(ups[k] - downs[k]) / (2 * H) for ups, downs in columns] for k in range(len(of))]
        )

    # frames

    def coordinates(self):
        return [exact(0) + self.base[name] for name in self.told["inputs"]]

    def position(self, at):
        match len(at), self.told["frame"]:
            case 3, "spherical":
                r, theta, phi = at
                return [
                    r * mpmath.sin(theta) * mpmath.cos(phi),
                    r * mpmath.sin(theta) * mpmath.sin(phi),
                    r * mpmath.cos(theta),
                ]
            case _:
                r, phi, *rest = at
                return [r * mpmath.cos(phi), r * mpmath.sin(phi), *rest]

    def back(self, place):
        """The coordinates of a place near the point, solved for."""
        start = self.coordinates()

        def gap(*at):
            return [one - other for one, other in zip(self.position(at), place, strict=True)]

        found = mpmath.findroot(gap, start, tol=mpmath.mpf(10) ** -80)
        return dict(zip(self.told["inputs"], found, strict=True))

    def around(self, step):
        here = self.position(self.coordinates())
        for k in range(len(here)):
            yield tuple(self.back([one + side * step * (i == k) for i, one in enumerate(here)]) for side in (1, -1))

    def cartesian(self, function):
        return [(function(ahead) - function(behind)) / (2 * H) for ahead, behind in self.around(H)]

    def units(self, at):
        """The directions in which the place moves when one coordinate grows."""
        found = []
        for k in range(len(at)):
            ahead, behind = (self.position([one + side * H * (i == k) for i, one in enumerate(at)]) for side in (1, -1))
            step = [(one - other) / (2 * H) for one, other in zip(ahead, behind, strict=True)]
            found.append([one / mpmath.norm(step) for one in step])
        return found

    def laplacian(self, letter):
        if "frame" not in self.told:
            return sum(self.bend(letter, one, one) for one in self.told["inputs"])
        here = self.value(letter)
        return sum(
            (self.value(letter, **ahead) - 2 * here + self.value(letter, **behind)) / H2**2
            for ahead, behind in self.around(H2)
        )

    def divergence(self, components):
        def field(at, k):
            units, now = self.units([*at.values()]), self.letters(**at)
            return sum(now[name] * unit[k] for name, unit in zip(components, units, strict=True))

        return sum((field(ahead, k) - field(behind, k)) / (2 * H) for k, (ahead, behind) in enumerate(self.around(H)))

    def expected(self, key):
        """The entries that the file states."""
        told, now = self.told["expect"][key], self.letters()
        if isinstance(told, str):
            value = evaluated(told, now)
            return [*value.ravel()] if isinstance(value, np.ndarray) else [value]
        return [evaluated(one, now) for one in flat(told)]
