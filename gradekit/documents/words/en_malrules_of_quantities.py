"""What is said of mal-rules on what is made of derivatives: a sentence, and one question to look at."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "malrule.mixed-zero": (
        "A mixed second derivative was set to zero; a variable held fixed once is not fixed for ever."
    ),
    "malrule.mixed-zero.ask": "For $f = x y$: what is the slope by $x$, and does that slope change when $y$ grows?",
    "malrule.off-diagonal-sign": "Check the sign of the mixed second derivatives.",
    "malrule.off-diagonal-sign.ask": (
        "Take the first derivative by one variable: does it grow or fall when the other one grows?"
    ),
    "malrule.factor-2-symmetric": "A factor 2 stands at the mixed second derivatives.",
    "malrule.factor-2-symmetric.ask": "For $f = x y$: what is the derivative by $x$ and then by $y$?",
    "malrule.product-of-firsts": (
        "Two first derivatives were multiplied; a second derivative differentiates the first one again."
    ),
    "malrule.product-of-firsts.ask": "For $f = x^3$: is the second derivative the square of $3 x^2$?",
    "malrule.only-hessian-term": (
        "One of the two kinds of terms is missing: the intermediates may have second derivatives too."
    ),
    "malrule.only-hessian-term.ask": (
        "For $f = x$ with $x = t^2$: what is the second derivative of $f$ by $t$, and which term gives it?"
    ),
    "malrule.only-acceleration-term": (
        "One of the two kinds of terms is missing: the outer function may have second derivatives too."
    ),
    "malrule.only-acceleration-term.ask": (
        "For $f = x^2$ with $x = t$: what is the second derivative of $f$ by $t$, and which term gives it?"
    ),
    "malrule.cross-term-not-doubled": "The mixed term occurs twice, once in each order.",
    "malrule.cross-term-not-doubled.ask": (
        "Multiply out the square of a sum: how often does the product of two different terms occur?"
    ),
    "malrule.second-derivatives-multiplied": (
        "A product was differentiated factor by factor; the second derivatives alone are not enough."
    ),
    "malrule.second-derivatives-multiplied.ask": (
        "Which rule does one need to differentiate $f'(g(t)) \\cdot g'(t)$ once more, and how many terms does it give?"
    ),
    "malrule.missing-minus": "Check the sign when you solve for the derivative.",
    "malrule.missing-minus.ask": (
        "On the circle $x^2 + y^2 = 1$ in the first quadrant: does $y$ grow or fall when $x$ grows?"
    ),
    "malrule.intermediates-counted": "These are the letters in between; the question asks for the routes.",
    "malrule.intermediates-counted.ask": (
        "Walk from the variable to the output along every route: can you also get there without passing a letter, or "
        "through more than one?"
    ),
    "malrule.links-counted": "These are the single derivatives along the routes; the question asks for the routes.",
    "malrule.links-counted.ask": "Which of these derivatives lie one after the other on the same route?",
    "malrule.first-steps-counted": "Only the first step from the output was looked at; some routes part later.",
    "malrule.first-steps-counted.ask": (
        "For each letter in the formula of the output: in how many ways does the variable reach that letter?"
    ),
    "malrule.implicit-reciprocal": "The quotient of the two partial derivatives is the wrong way up.",
    "malrule.implicit-reciprocal.ask": (
        "On the line $2x + y = 3$: what is the slope, and which of the two partial derivatives stands below?"
    ),
    "malrule.y-as-constant": "y was treated as a constant, but it depends on x here.",
    "malrule.y-as-constant.ask": "When $x$ moves along the curve, does $y$ stay as it is?",
    "malrule.unknown-dropped-once": "In one place the unknown was treated as a constant.",
    "malrule.unknown-dropped-once.ask": (
        "In how many places does $y$ stand in the equation, and how many terms with $y'$ have you?"
    ),
    "malrule.constant-side-kept": "A constant was kept that should be differentiated too.",
    "malrule.constant-side-kept.ask": "What is the derivative of the number on the other side of the equation?",
    "malrule.det-sign-formula": "Check the sign in the formula for the determinant.",
    "malrule.det-sign-formula.ask": (
        "What is the determinant of $\\begin{pmatrix} 1 & 1 \\\\ 1 & 1 \\end{pmatrix}$, if its columns point the "
        "same way?"
    ),
    "malrule.diagonal-product-only": "Only the diagonal was used; the other entries count too.",
    "malrule.diagonal-product-only.ask": (
        "What is the determinant of $\\begin{pmatrix} 1 & 2 \\\\ 2 & 1 \\end{pmatrix}$?"
    ),
    "malrule.missing-abs": "A factor by which areas grow has no sign.",
    "malrule.missing-abs.ask": "Can an area be negative?",
    "malrule.determinant-of-the-other-map": "This is the determinant of the map in the opposite direction.",
    "malrule.determinant-of-the-other-map.ask": (
        "If the map doubles areas, what does its inverse do to them, and which of the two is asked for?"
    ),
    "malrule.reciprocal-entries": "The entries were inverted one by one; the matrix has to be inverted as a whole.",
    "malrule.reciprocal-entries.ask": "What does the matrix times your inverse give: is it the identity?",
    "malrule.jacobian-for-inverse": "This is the Jacobian of the map itself; that of its inverse is asked for.",
    "malrule.jacobian-for-inverse.ask": "Which letters does the question differentiate, and by which?",
    "malrule.inverse-not-divided": "A common factor is missing from all entries of the inverse.",
    "malrule.inverse-not-divided.ask": (
        "What does the matrix times your inverse give: the identity, or a multiple of it?"
    ),
    "malrule.cofactor-sign": "Check the signs off the diagonal in the inverse.",
    "malrule.cofactor-sign.ask": "What does the matrix times your inverse give off the diagonal?",
    "malrule.transposed-inverse": "Rows and columns of the inverse are interchanged.",
    "malrule.transposed-inverse.ask": (
        "Which letter belongs to the first row of your answer, and which to the first row in the question?"
    ),
    "malrule.jacobian-transposed-in-product": "The vector was multiplied with the transposed matrix.",
    "malrule.jacobian-transposed-in-product.ask": (
        "Along which side of the Jacobian do the entries of the vector go: along a row, or along a column?"
    ),
    "malrule.outer-product-for-vjp": "The rows were multiplied by the entries of the vector, and not added.",
    "malrule.outer-product-for-vjp.ask": "How many entries has a row vector times a matrix?",
    "malrule.vector-entrywise": "Only the diagonal was multiplied; a vector meets every column.",
    "malrule.vector-entrywise.ask": (
        "How is the first entry of a matrix times a vector formed: from one product, or from a sum of products?"
    ),
    "malrule.not-normalised": "The vector has not the length 1.",
    "malrule.not-normalised.ask": (
        "How long is the vector that you used, and does the slope of a hill depend on how long your steps are?"
    ),
    "malrule.divided-by-norm-squared": "The vector was divided by its length once too often.",
    "malrule.divided-by-norm-squared.ask": "How long is your vector after you divided it?",
    "malrule.added-instead-of-dotted": "Entries were added where products of entries are to be added.",
    "malrule.added-instead-of-dotted.ask": "How is the scalar product of $(1, 2)$ and $(3, 4)$ formed?",
    "malrule.point-as-direction": "The point was taken for the direction.",
    "malrule.point-as-direction.ask": "In which direction does the question ask to go, and from which point?",
    "malrule.norm-instead-of-derivative": (
        "This is the largest slope of all directions, not the one in the direction asked for."
    ),
    "malrule.norm-instead-of-derivative.ask": "In which direction is the slope as large as the gradient is long?",
    "malrule.steepest-descent": "This direction leads downhill.",
    "malrule.steepest-descent.ask": "Does the function grow or fall along the direction of its gradient?",
    "malrule.step-sign": "The step leads uphill.",
    "malrule.step-sign.ask": "If the cost grows with the weight, should the weight be made larger or smaller?",
    "malrule.step-without-rate": "The learning rate is missing from the step.",
    "malrule.step-without-rate.ask": "How long is your step compared with the gradient, and how long should it be?",
    "malrule.step-alone": "This is the step; the question asks for the place to which it leads.",
    "malrule.step-alone.ask": "Where does the step start?",
    "malrule.rotation-transposed": "The rotation was used the wrong way round.",
    "malrule.rotation-transposed.ask": (
        "At a small angle $\\theta$ the vector $\\hat{e}_r$ leans a little up: what are its components along "
        "$\\hat{x}$ and $\\hat{y}$?"
    ),
    "malrule.partials-for-components": (
        "The partial derivative by the angle is no component; a scale factor is missing."
    ),
    "malrule.partials-for-components.ask": "At $r = 2$, how far does the point move when $\\theta$ grows by 0.01?",
    "malrule.unit-vectors-not-normalised": "These vectors do not have the length 1.",
    "malrule.unit-vectors-not-normalised.ask": "How long is the vector that you gave for the angle, at $r = 2$?",
    "malrule.first-order-term-dropped": "A term with a first derivative is missing.",
    "malrule.first-order-term-dropped.ask": (
        "How many terms has the Laplacian in these coordinates, and which of them comes from the change of the "
        "scale factor?"
    ),
    "malrule.one-over-r-squared-missing": (
        "The second derivative by the angle is per radian; it has to be made one per length."
    ),
    "malrule.one-over-r-squared-missing.ask": "At $r = 2$, how far does the point move when $\\theta$ grows by 0.01?",
    "malrule.second-partials-added": (
        "The second partial derivatives alone make the Laplacian only in cartesian coordinates."
    ),
    "malrule.second-partials-added.ask": (
        "For $f = r^2 = x^2 + y^2$: what is the Laplacian in $x$ and $y$, and what does your formula give?"
    ),
    "malrule.first-order-term-twice": "The term with the first derivative was counted twice.",
    "malrule.first-order-term-twice.ask": (
        "For $f = r^2 = x^2 + y^2$: what is the Laplacian in $x$ and $y$, and what does your formula give?"
    ),
    "malrule.one-over-r-once": "The second derivative by the angle carries one power of the scale factor too few.",
    "malrule.one-over-r-once.ask": (
        "If one derivative per length needs a factor $\\frac{1}{r}$, how many do two derivatives need?"
    ),
    "malrule.sin-theta-missing": "The circle on which the azimuth moves the point is smaller away from the equator.",
    "malrule.sin-theta-missing.ask": (
        "At $r = 1$ and close to the pole: how far does the point move when $\\varphi$ grows by 0.01?"
    ),
    "malrule.angle-convention-swapped": (
        "The two angles are interchanged compared with the convention stated in the question."
    ),
    "malrule.angle-convention-swapped.ask": "Which of the two angles is measured from the axis in this question?",
    "malrule.components-permuted": "Two components are interchanged.",
    "malrule.components-permuted.ask": "Along which unit vector does the first component of the question go?",
    "malrule.forward-reverse-swapped": "The costs of the two modes are interchanged.",
    "malrule.forward-reverse-swapped.ask": "With which Jacobian does the mode begin that the question asks about?",
    "malrule.sum-of-sizes": "The sizes were added; a product of matrices costs more than that.",
    "malrule.sum-of-sizes.ask": (
        "How many entries has the product of an $m \\times k$ and a $k \\times n$ matrix, and how many "
        "multiplications does each take?"
    ),
    "malrule.product-of-all-sizes": "The whole chain was counted as one product.",
    "malrule.product-of-all-sizes.ask": "How many products of two matrices are there, and what does each of them cost?",
    "malrule.first-product-only": "Only the first of the products was counted.",
    "malrule.first-product-only.ask": "How many products of two matrices does the chain take?",
    "malrule.entries-counted": "The entries of the matrices were counted, not the multiplications.",
    "malrule.entries-counted.ask": (
        "How many multiplications does a $2 \\times 3$ matrix times a $3 \\times 4$ matrix take?"
    ),
    "malrule.passes-miscounted": "One pass gives more than one entry of the Jacobian.",
    "malrule.passes-miscounted.ask": "Does one pass give a row, a column, or a single entry?",
    "malrule.forward-for-central": "This is the forward difference; the central one is asked for.",
    "malrule.forward-for-central.ask": "At which two points is the function evaluated in a central difference?",
    "malrule.missing-2h": "The two points are further apart than you divided by.",
    "malrule.missing-2h.ask": "How far apart are $x - h$ and $x + h$?",
    "malrule.wrong-index": "The step was added to another variable than the one by which is differentiated.",
    "malrule.wrong-index.ask": "Which of the variables moves, and which stay where they are?",
    "malrule.h-sign": "The two values were subtracted the other way round.",
    "malrule.h-sign.ask": "For $f = x$: which sign must the difference quotient have?",
    "malrule.difference-not-divided": "The difference was not divided by a distance.",
    "malrule.difference-not-divided.ask": "A slope is height per distance: how far apart are the two points?",
    "malrule.seed-wrong": "The trace starts from something else than the derivative of the input.",
    "malrule.seed-wrong.ask": "What is the derivative of $x$ by $x$?",
    "malrule.tangent-not-multiplied": (
        "The local derivatives are there; the tangents of the earlier nodes are missing as factors."
    ),
    "malrule.tangent-not-multiplied.ask": (
        "When an earlier node changes twice as fast as the input, how does that show in the next row?"
    ),
    "malrule.local-derivative-as-adjoint": (
        "You gave the local derivative; the adjoint also carries what comes from the output."
    ),
    "malrule.local-derivative-as-adjoint.ask": "What is still between the node that uses this one and the output?",
    "malrule.forward-instead-of-reverse": (
        "These are derivatives of each node by the input; the table asks for derivatives of the output by each node."
    ),
    "malrule.forward-instead-of-reverse.ask": (
        "In which row of the table must a 1 stand: that of the input, or that of the output?"
    ),
    "malrule.reverse-instead-of-forward": (
        "These are derivatives of the output by each node; the table asks for derivatives of each node by the input."
    ),
    "malrule.reverse-instead-of-forward.ask": (
        "In which row of the table must a 1 stand: that of the input, or that of the output?"
    ),
    "malrule.table-reversed": "The rows seem to be listed in the opposite order.",
    "malrule.table-reversed.ask": "Which node does the first row of the question belong to?",
}
