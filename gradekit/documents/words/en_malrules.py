"""What is said of each mal-rule: a sentence, and one concrete question to look at. A match is evidence, not proof."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "malrule.tie": "Check the derivative of the inner function and the constant factors.",
    "malrule.tie-routes": (
        "Check the routes from the variable to the output: has each of them its contribution, and are the "
        "contributions added?"
    ),
    "malrule.tie-signs": "Check the signs, from the first derivative to the last.",
    "malrule.tie-powers": "Check the derivatives of the powers: the factor in front, and what becomes of the exponent.",
    "malrule.tie-products": (
        "Check the products: each term of the derivative has one factor differentiated and all the others as they are."
    ),
    "malrule.tie-held": "Check for each letter whether it is held fixed here, and what becomes of it then.",
    "malrule.tie-derivatives": "Check each derivative by itself: one of them is not right.",
    "malrule.tie-stages": "Check each derivative by itself first, and then how they are put together.",
    "malrule.number-off": (
        "All but one number is right: a factor, an exponent or a term. Work that place out once more, step by step."
    ),
    "malrule.number-off-value": "It is close to the right value. Work out each term once more.",
    "malrule.number-off-value.ask": "Which of the numbers that you put in, or added up, does not fit?",
    "malrule.number-off.ask": "Go through the numbers in your answer one by one: from which step does each come?",
    "malrule.sign.where": "Look at the signs, from the first step to the last.",
    "malrule.factor-2.where": "Look at the constant factors, from the first step to the last.",
    "malrule.transpose.where": "Look at how the entries stand: what are the rows for, and what the columns?",
    "malrule.components-swapped.where": "Look at which component belongs to which direction.",
    "malrule.tie.ask": (
        "Take a simple point and work out each factor of your answer there: which of them does not fit?"
    ),
    "malrule.stated": "{says}",
    "malrule.stated.ask": "Read the question once more: what exactly does this part ask for?",
    "malrule.gradient-not-evaluated": "This is the formula; this part asks for its value at the point.",
    "malrule.gradient-not-evaluated.ask": "What do you get when you put in the coordinates of the point?",
    "malrule.parts-permuted": ("This is the answer to another part of the question: it answers ({part})."),
    "malrule.parts-permuted.ask": "Which derivative does this part ask for, and by which variable?",
    "malrule.forget-inner": (
        "The outer function was differentiated but the derivative of what is inside it is missing."
    ),
    "malrule.forget-inner.ask": (
        "How fast does $\\sin(3x)$ go up at $x = 0$: as fast as $\\sin x$, or three times as fast?"
    ),
    "malrule.outer-at-inner-derivative": (
        "The inner function was replaced by its derivative inside the outer one; the argument of the "
        "outer derivative should not change."
    ),
    "malrule.outer-at-inner-derivative.ask": (
        "For $\\sin(x^2)$ at $x = 2$: is the slope of the sine wanted at $x^2 = 4$, or at $2x = 4$? And at $x = 1$?"
    ),
    "malrule.outer-at-input": (
        "The outer derivative was taken at the variable itself instead of at the inner function."
    ),
    "malrule.outer-at-input.ask": (
        "For $\\sin(x^2)$ at $x = 2$: at which number is the sine itself taken, 2 or 4, and where must"
        " its slope be taken?"
    ),
    "malrule.outer-not-differentiated": "The inner derivative is there but the outer function was left as it was.",
    "malrule.outer-not-differentiated.ask": (
        "At $x = 0$ the curve $y = \\sin(3x)$ passes through 0: is its slope there 0 too?"
    ),
    "malrule.product-of-derivatives": (
        "A product was differentiated factor by factor and multiplied; a product needs a different rule."
    ),
    "malrule.product-of-derivatives.ask": "Take $x \\cdot x = x^2$ at $x = 3$: is its derivative $1 \\cdot 1$?",
    "malrule.product-paired-with-self": "In the product rule each derivative multiplies the other factors.",
    "malrule.product-paired-with-self.ask": (
        "Take $x \\cdot x^2 = x^3$ at $x = 1$: which of $x \\cdot 2x + x^2 \\cdot 1$ and $x \\cdot 1 + "
        "x^2 \\cdot 2x$ is $3x^2$ for every $x$?"
    ),
    "malrule.product-minus": "A sign in the product rule is off.",
    "malrule.product-minus.ask": (
        "Both sides of a rectangle grow: does the growth of the second side make the area larger or smaller?"
    ),
    "malrule.product-one-term": "Only one of the product-rule terms is present.",
    "malrule.product-one-term.ask": (
        "Both sides of a rectangle grow: which two strips are added to its area, and is each of them in your answer?"
    ),
    "malrule.other-variable-not-held": "Another variable was differentiated although it is held fixed here.",
    "malrule.other-variable-not-held.ask": (
        "For $x^2 y$ with $y$ fixed at 5 you have $5x^2$: what is its derivative by $x$?"
    ),
    "malrule.quotient-of-derivatives": "A quotient was differentiated top and bottom separately.",
    "malrule.quotient-of-derivatives.ask": (
        "Take $\\frac{x^3}{x} = x^2$ at $x = 1$: is its derivative $\\frac{3x^2}{1}$?"
    ),
    "malrule.quotient-sign": "The two terms on top of the quotient rule are in the wrong order.",
    "malrule.quotient-sign.ask": (
        "Take $\\frac{x}{2 + x}$ for $x > 0$: does it grow or fall with $x$, and does your order of "
        "the two terms agree?"
    ),
    "malrule.quotient-no-square": "Check the denominator in the quotient rule.",
    "malrule.quotient-no-square.ask": (
        "Take $\\frac{x^3}{x} = x^2$ at $x = 2$: by which power of the denominator must $3x^2 \\cdot x "
        "- x^3$ be divided to give 4?"
    ),
    "malrule.constant-factor-dropped": "A constant factor was lost while differentiating.",
    "malrule.constant-factor-dropped.ask": (
        "If a function is made five times as high everywhere, what happens to its slope?"
    ),
    "malrule.constant-term-kept": "A term that does not depend on the differentiation variable was kept.",
    "malrule.constant-term-kept.ask": (
        "For $x^2 + y^3$ with $y$ held at 2 you have $x^2 + 8$: what is left of the 8 when you differentiate by $x$?"
    ),
    "malrule.cos-sign": "Check the sign of the derivative of cosine.",
    "malrule.cos-sign.ask": "Just to the right of $u = 0$: does $\\cos u$ go up or down?",
    "malrule.sin-sign": "Check the sign of the derivative of sine.",
    "malrule.sin-sign.ask": "Just to the right of $u = 0$: does $\\sin u$ go up or down?",
    "malrule.log-base-10": "log here means the natural logarithm.",
    "malrule.log-base-10.ask": "Which number $u$ gives $\\log u = 1$ here: 10, or $e$?",
    "malrule.log-derivative-kept-log": "The derivative of a logarithm does not contain that logarithm.",
    "malrule.log-derivative-kept-log.ask": "At $u = 1$ the logarithm is 0: is its slope there infinite?",
    "malrule.tan-not-squared": "Check the power in the derivative of tan.",
    "malrule.tan-not-squared.ask": "What does the quotient rule give for $\\frac{\\sin u}{\\cos u}$?",
    "malrule.tanh-not-squared": "Check the power in the derivative of tanh.",
    "malrule.tanh-not-squared.ask": (
        "$\\tanh$ rises to the same height on both sides of 0: is its slope at $u = -1$ the same as at"
        " $u = 1$, and does your formula say so?"
    ),
    "malrule.sqrt-missing-half": "A constant factor is missing from the derivative of the square root.",
    "malrule.sqrt-missing-half.ask": "How much is $\\sqrt{4.04}$ above 2: about 0.02, or about 0.01?",
    "malrule.power-rule-on-exp": (
        "The rule for powers was applied to an exponential; here the variable is in the exponent."
    ),
    "malrule.power-rule-on-exp.ask": "In $e^u$, which of the two, the base or the exponent, changes with $u$?",
    "malrule.base-without-log": "For a base other than e one more constant factor appears.",
    "malrule.base-without-log.ask": (
        "Between $u = 0$ and $u = 0.01$ the power $2^u$ grows by about 0.007: which number times "
        "$2^0$ gives that slope of 0.7?"
    ),
    "malrule.power-not-reduced": "After bringing the exponent down, check what happens to the exponent.",
    "malrule.power-not-reduced.ask": "The derivative of $u^2$ at $u = 3$ is 6: does your way give 6?",
    "malrule.power-no-coefficient": "A factor from the exponent is missing.",
    "malrule.power-no-coefficient.ask": (
        "The derivative of $u^3$ at $u = 1$ is 3: where does that 3 come from, and is it in your answer?"
    ),
    "malrule.sigmoid-inverse-for-derivative": "The derivative of the activation is meant, not its inverse function.",
    "malrule.sigmoid-inverse-for-derivative.ask": (
        "At $z = 0$ the curve of $\\sigma$ rises with slope $\\frac{1}{4}$: does your formula give that"
        " number at $z = 0$?"
    ),
    "malrule.sigmoid-derivative-is-sigma": "The derivative of σ is not σ itself.",
    "malrule.sigmoid-derivative-is-sigma.ask": (
        "Far to the right $\\sigma(z)$ is nearly 1 and flat: what is its slope there?"
    ),
    "malrule.activation-derivative-at-output": ("The activation's derivative was taken at its output instead of at z."),
    "malrule.activation-derivative-at-output.ask": (
        "With $z = 0$ and $a = \\sigma(0) = 0.5$: at which of the two numbers is the slope of $\\sigma$ wanted?"
    ),
    "malrule.sigmoid-without-sigma": (
        "The short form of the derivative uses the output of the activation, not its input."
    ),
    "malrule.sigmoid-without-sigma.ask": (
        "At $z = 2$ the slope of $\\sigma$ is about 0.105: which of $z(1 - z)$ and $a(1 - a)$ with $a "
        "= \\sigma(2) = 0.881$ gives that?"
    ),
    "malrule.missing-one-over-r": (
        "The direction of an angle needs the length that the angle sweeps out. This is the partial derivative by it; "
        "the component is the change per length moved."
    ),
    "malrule.missing-one-over-r.ask": "At $r = 2$, how far does the point move when $\\theta$ grows by 0.01?",
    "malrule.r-instead-of-one-over-r": "The scale factor in the direction of an angle is the wrong way up.",
    "malrule.r-instead-of-one-over-r.ask": (
        "At $r = 2$ the point moves 0.02 when $\\theta$ grows by 0.01: is the change of $f$ per length"
        " moved larger or smaller than its change per radian?"
    ),
    "malrule.one-over-r-squared": "One scale factor too many in the component along the direction of an angle.",
    "malrule.one-over-r-squared.ask": (
        "At $r = 2$, how far does the point move when $\\theta$ grows by 0.01, and by which number "
        "must the change of $f$ be divided?"
    ),
    "malrule.e-theta-sign": "Check the direction in which the angle grows.",
    "malrule.e-theta-sign.ask": (
        "At $\\theta = 0$ on the x-axis: into which direction does the point move when $\\theta$ grows?"
    ),
    "malrule.degrees": "The angle appears to be in degrees; angles here are in radians.",
    "malrule.degrees.ask": "One full turn is $2\\pi$ here: how far does a point at $r = 1$ move in one full turn?",
    "malrule.one-over-r-on-wrong-component": "The scale factor is on the wrong component.",
    "malrule.one-over-r-on-wrong-component.ask": (
        "When $r$ grows by 0.01 the point moves 0.01: which of the two directions needs a scale factor?"
    ),
    "malrule.one-over-r-on-both": "Not every direction carries that scale factor.",
    "malrule.one-over-r-on-both.ask": ("When $r$ grows by 0.01, how far does the point move: 0.01, or $r$ times 0.01?"),
    "malrule.components-swapped": "The r- and θ-components are interchanged.",
    "malrule.components-swapped.ask": (
        "Along which unit vector does the point move when only $r$ grows, and is that the component "
        "which you gave first?"
    ),
    "malrule.cartesian-components-kept": "These are components along x and y, written in r and θ.",
    "malrule.cartesian-components-kept.ask": (
        "At $\\theta = \\frac{\\pi}{2}$ the point is on the y-axis: does $\\hat{e}_r$ point along x or along y there?"
    ),
    "malrule.unit-vectors-rotated-wrong-way": "The unit vectors were turned in the wrong direction.",
    "malrule.unit-vectors-rotated-wrong-way.ask": (
        "At a small angle $\\theta$ the vector $\\hat{e}_r$ points to the right: does it lean a little "
        "up, or a little down?"
    ),
    "malrule.unit-vectors-sin-cos-swapped": "Sine and cosine are interchanged in the unit vectors.",
    "malrule.unit-vectors-sin-cos-swapped.ask": (
        "At $\\theta = 0$ the point is on the x-axis: into which direction does $\\hat{e}_r$ point "
        "there, and what does your formula say at $\\theta = 0$?"
    ),
    "malrule.reciprocal-partials": (
        "A partial derivative was inverted as if it were a fraction; compare what is held fixed on each side."
    ),
    "malrule.reciprocal-partials.ask": (
        "For $x = r\\cos\\theta$: what is held fixed when you change $r$ in $\\frac{\\partial x}{\\partial"
        " r}$, and what when you change $x$ in $\\frac{\\partial r}{\\partial x}$?"
    ),
    "malrule.transpose": "Rows and columns are interchanged compared with the layout stated in the question.",
    "malrule.transpose.ask": (
        "In the layout of the question, which output belongs to the first row, and which variable to the first column?"
    ),
    "malrule.rows-permuted": "The entries are right but outputs are listed in another order.",
    "malrule.rows-permuted.ask": (
        "Which output does the question name first, and does your first row hold its derivatives?"
    ),
    "malrule.columns-permuted": "The entries are right but the variables are in another order.",
    "malrule.columns-permuted.ask": (
        "Which variable does the question name first, and does your first column hold the derivatives by it?"
    ),
    "malrule.diagonal-only": "Only the diagonal entries are present.",
    "malrule.diagonal-only.ask": "Does the first output depend on the second variable, and which entry says so?",
    "malrule.diag-as-vector": "You gave the diagonal; the question asks for the whole matrix.",
    "malrule.diag-as-vector.ask": "How many rows and how many columns does the question ask for?",
    "malrule.inverse-jacobian": "This is the derivative of the inverse map.",
    "malrule.inverse-jacobian.ask": (
        "Which variables change and which follow in the question, and which in your matrix?"
    ),
    "malrule.det-instead-of-matrix": "The question asks for the matrix, not its determinant.",
    "malrule.det-instead-of-matrix.ask": ("How many derivatives are there: how many outputs times how many variables?"),
    "malrule.wrong-order": "The matrices were multiplied in the wrong order.",
    "malrule.wrong-order.ask": (
        "Which matrix acts on a small change of the inputs first, and on which side of the product must it stand?"
    ),
    "malrule.one-factor-transposed": "One of the factors was transposed before multiplying.",
    "malrule.one-factor-transposed.ask": (
        "Write the rows and columns of each factor beside it: is each factor laid out with its outputs as rows?"
    ),
    "malrule.layer-missing": "One layer's Jacobian is missing from the product.",
    "malrule.layer-missing.ask": "How many maps follow one after the other, and how many factors has your product?",
    "malrule.elementwise-product": "The matrices were multiplied entry by entry.",
    "malrule.elementwise-product.ask": (
        "How is row 1 times column 1 formed in a matrix product: one product, or a sum of products?"
    ),
    "malrule.add-jacobians": "The Jacobians were added; composition combines them differently.",
    "malrule.add-jacobians.ask": (
        "If the first map doubles every change and the second one triples it, what do both together do to a change?"
    ),
    "malrule.not-composed-argument": (
        "Intermediate variables were replaced by the variable itself, not by their formulas."
    ),
    "malrule.not-composed-argument.ask": (
        "At one value of the input, work out the intermediate: at which of the two numbers is the "
        "outer derivative wanted?"
    ),
    "malrule.jacobian-at-input-point": (
        "The outer derivative was evaluated at the input point, not at the point the inner map sends it to."
    ),
    "malrule.jacobian-at-input-point.ask": (
        "To which point does the inner map send $(1, 2)$, and at which point is the outer Jacobian wanted?"
    ),
    "malrule.symbols-renamed-not-substituted": "x and y were renamed to r and θ; they are related by formulas.",
    "malrule.symbols-renamed-not-substituted.ask": "At $r = 2$ and $\\theta = 0$: what are $x$ and $y$?",
    "malrule.unsubstituted": (
        "Right so far, but intermediate letters remain; this part asks for the final variable only."
    ),
    "malrule.unsubstituted.ask": (
        "Which letters may stand in the answer, and by what can you replace each of the others?"
    ),
    "malrule.wrong-variable": "This looks like a derivative with respect to another variable in the chain.",
    "malrule.wrong-variable.ask": (
        "Which variable does the question change, and how do the intermediates move when it does?"
    ),
    "malrule.answer-for-other-variable": "This matches the derivative by a different input variable.",
    "malrule.answer-for-other-variable.ask": (
        "By which variable does the question ask to differentiate, and which one moves in your answer?"
    ),
    "malrule.second-derivative": "You seem to have differentiated more than once.",
    "malrule.second-derivative.ask": (
        "What is the rate of change of the function itself, before you ask how that rate changes?"
    ),
    "malrule.not-differentiated": "This is the composed function itself, not its derivative.",
    "malrule.not-differentiated.ask": (
        "The value of the function at a point and its rate of change there: which of the two is asked?"
    ),
    "malrule.drop-path": (
        "The variable reaches the output along more than one route; your answer is missing the "
        "contribution of at least one of them."
    ),
    "malrule.drop-path.ask": (
        "Draw every arrow that leaves the variable: how many routes lead to the output, and how many "
        "summands has your answer?"
    ),
    "malrule.only-one-path": "Only one route from the variable to the output is present in your answer.",
    "malrule.only-one-path.ask": (
        "Draw every arrow that leaves the variable: how many routes lead to the output, and how many "
        "summands has your answer?"
    ),
    "malrule.partial-not-total": (
        "You held the intermediate variables fixed; they move too when the variable changes."
    ),
    "malrule.partial-not-total.ask": "When the variable grows by 0.01, which of the intermediates stay as they are?",
    "malrule.direct-term-dropped": ("The variable also appears in the outer expression itself; that route is missing."),
    "malrule.direct-term-dropped.ask": (
        "Cover the intermediates with your hand: does the variable still stand somewhere in the outer expression?"
    ),
    "malrule.adjoint-overwritten": ("A node is used more than once; contributions from its uses have to be collected."),
    "malrule.adjoint-overwritten.ask": (
        "How many arrows leave each intermediate, and is there a contribution for each of them?"
    ),
    "malrule.total-for-partial": (
        "You let the other variables move; this part asks for the derivative with them held fixed."
    ),
    "malrule.total-for-partial.ask": "Which letters does the sign $\\partial$ let move in this question?",
    "malrule.multiply-paths": (
        "Contributions of different routes were multiplied; think about how separate routes combine."
    ),
    "malrule.multiply-paths.ask": (
        "If one route alone would change the output by 2 and the other alone by 3, by how much do "
        "both together change it?"
    ),
    "malrule.path-sign": "The sign of one contribution is wrong.",
    "malrule.path-sign.ask": (
        "Take the contributions one by one at a simple point: which of them push the output up, and which down?"
    ),
    "malrule.product-of-sums": (
        "Sums of outer and inner derivatives were multiplied; each outer partial belongs with one inner derivative."
    ),
    "malrule.product-of-sums.ask": (
        "With two intermediates, how many products of one outer and one inner derivative are there in"
        " your answer, and how many routes are there?"
    ),
    "malrule.crossed-pairing": (
        "An outer partial is paired with the inner derivative of a different intermediate variable."
    ),
    "malrule.crossed-pairing.ask": (
        "Name the letter by which each outer partial is taken: is it the letter whose inner "
        "derivative stands beside it?"
    ),
    "malrule.outer-partials-only": (
        "Only the outer derivative is present; the chain continues down to the variable asked for."
    ),
    "malrule.outer-partials-only.ask": (
        "When the variable grows by 0.01, by how much does the intermediate grow: also by 0.01?"
    ),
    "malrule.inner-derivatives-only": (
        "Only the inner derivative is present; the outer function still has to be differentiated."
    ),
    "malrule.inner-derivatives-only.ask": (
        "When the intermediate grows by 0.01, by how much does the output grow: also by 0.01?"
    ),
    "malrule.add-along-path": (
        "Derivatives along one route were added; look at how they combine along a single chain."
    ),
    "malrule.add-along-path.ask": (
        "If $u$ changes twice as fast as $x$, and $y$ three times as fast as $u$: how fast does $y$ change with $x$?"
    ),
    "malrule.skip-a-link": "One link in the middle of the chain was not differentiated.",
    "malrule.skip-a-link.ask": "Name the links of the chain one by one: has each of them a factor in your answer?",
    "malrule.activation-derivative-dropped": "The step from z to a is missing.",
    "malrule.activation-derivative-dropped.ask": (
        "When $z$ grows by 0.01 at $z = 0$, by how much does $a = \\sigma(z)$ grow: also by 0.01?"
    ),
    "malrule.sign": "Your answer has the opposite sign throughout.",
    "malrule.sign.ask": (
        "At a simple point of the range: does the function go up or down there, and which sign has your answer?"
    ),
    "malrule.factor-2": "Your answer is off by a constant factor.",
    "malrule.factor-2.ask": (
        "Work out your answer at one simple point and compare it with a small step of the function: "
        "by which factor do they differ?"
    ),
    "malrule.factor-half": "Your answer is off by a constant factor.",
    "malrule.factor-half.ask": (
        "Work out your answer at one simple point and compare it with a small step of the function: "
        "by which factor do they differ?"
    ),
}
