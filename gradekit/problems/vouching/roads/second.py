"""Roads to second derivatives and to implicit ones."""

from __future__ import annotations

from collections.abc import Callable

from gradekit.model.quantities import Implicit, Second
from gradekit.problems.vouching.roads.view import Formula, View, solved, sp
from gradekit.problems.vouching.slopes import slope


def second(view: View, asked: Second) -> list[Formula]:
    """Differentiate the formula in the inputs twice; the summands by SymPy's Hessian of the outer formula."""
    pairs = [(view.letters[s], view.letters[t]) for s in asked.first for t in asked.second]
    if asked.local:
        return [_bent(view, view.nodes[asked.output], s, t) for s, t in pairs]
    whole = [_bent(view, view.closed[asked.output], s, t) for s, t in pairs]
    if asked.term == "all":
        return whole
    quadratic = [_quadratic(view, asked.output, s, t) for s, t in pairs]
    if asked.term == "quadratic":
        return quadratic
    return [all_ - part for all_, part in zip(whole, quadratic, strict=True)]


def _bent(view: View, formula: Formula, s: Formula, t: Formula) -> Formula:
    """The second derivative, its common factors taken out as SymPy does it; at a point it is a number soon."""
    found = slope(slope(formula, s), t)
    return found if view.place else sp.factor_terms(sp.signsimp(found))


def _quadratic(view: View, output: str, s: Formula, t: Formula) -> Formula:
    outer = view.nodes[output]
    known = [name for name in view.letters if view.letters[name] in outer.free_symbols]
    bent = sp.hessian(outer, [view.letters[name] for name in known])
    inner = sp.Matrix([view.formula(name) for name in known])
    put_in = {view.letters[name]: view.formula(name) for name in known}
    return (inner.diff(s).T * bent.xreplace(put_in) * inner.diff(t))[0]


def implicit(view: View, asked: Implicit) -> list[Formula]:
    """Put unknown functions in, differentiate the equations, solve for the derivatives."""
    free = [name for name in view.composition.inputs if name not in asked.unknowns]
    functions = {name: sp.Function(name)(*(view.letters[x] for x in free)) for name in asked.unknowns}
    put_in = {view.letters[name]: function for name, function in functions.items()}
    back = {function: view.letters[name] for name, function in functions.items()}
    equations = [view.closed[name].subs(put_in) for name in asked.equations]

    def there(formula: Formula) -> Formula:
        return view.there(formula.subs(back)) if view.place else formula

    columns = [_solved(equations, list(functions.values()), view.letters[x], asked.order, there) for x in asked.by]
    return [column[i].subs(back) for i in range(len(asked.unknowns)) for column in columns]


def _solved(
    equations: list[Formula], functions: list[Formula], x: Formula, order: int, there: Callable[[Formula], Formula]
) -> list[Formula]:
    slopes = [sp.Symbol(f"slope_{i}") for i in range(len(functions))]
    derivatives = [function.diff(x) for function in functions]
    once = [equation.diff(x) for equation in equations]
    known = dict(zip(derivatives, slopes, strict=True))
    first = solved([there(equation.subs(known)) for equation in once], slopes)
    if order == 1:
        return first
    # The second derivative gets a letter first: what is put in for the first would be put into it as well.
    bent = [equation.diff(x).subs(functions[0].diff(x, 2), slopes[0]) for equation in once]
    return solved([there(equation.subs(derivatives[0], first[0])) for equation in bent], slopes)
