"""What is said of mal-rules on arrays, networks and a few more rules: a sentence, and one question to look at."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "malrule.variable-kept": "The variable was kept where only its factor is left after differentiating.",
    "malrule.variable-kept.ask": (
        "By how much does $5x$ grow when $x$ grows by 1, and does that depend on where $x$ is?"
    ),
    "malrule.inner-sign": "A minus sign inside was not differentiated along.",
    "malrule.inner-sign.ask": "When $x$ grows by 0.01, does $y - 2x$ grow or shrink, and by how much?",
    "malrule.misread-power": "A power of a function was read as the function of a power.",
    "malrule.misread-power.ask": "At $x = 2$: is $\\sin^2(x)$ the square of $\\sin 2$, or the sine of 4?",
    "malrule.sigmoid-reciprocal": "The derivative of the activation is meant, not one over its value.",
    "malrule.sigmoid-reciprocal.ask": (
        "At $z = 0$ the curve of $\\sigma$ rises with slope $\\frac{1}{4}$, and $\\sigma(0) = \\frac{1}{2}$: which "
        "number does your formula give there?"
    ),
    "malrule.broadcast-identity": "The derivative of a vector by one number is a column, not a matrix.",
    "malrule.broadcast-identity.ask": (
        "How many entries has the vector, how many variables does one differentiate by, and how many derivatives "
        "are there?"
    ),
    "malrule.n-factor": "The number of entries stands in your answer as a factor too many.",
    "malrule.n-factor.ask": "When one entry grows by 0.01 and all others stay, by how much does the sum grow?",
    "malrule.sum-forgotten": "The index you pass through has to be summed over all its values.",
    "malrule.sum-forgotten.ask": (
        "Through how many entries of the intermediate does one entry of the input reach the output, and how many "
        "of them are in your answer?"
    ),
    "malrule.sum-not-taken": (
        "These are the derivatives of the single summands; the sum over them is still to be taken."
    ),
    "malrule.sum-not-taken.ask": (
        "Does the question differentiate a vector or one number, and which shape must the answer have?"
    ),
    "malrule.entries-added": (
        "The entries of the gradient were added to one number; each variable has its own derivative."
    ),
    "malrule.entries-added.ask": (
        "By how many variables does the question ask to differentiate, and how many derivatives have you given?"
    ),
    "malrule.sum-of-rows": "The rows of the Jacobian were added; each output has a row of its own.",
    "malrule.sum-of-rows.ask": "How many outputs are there, and how many rows has your answer?",
    "malrule.bias-summed": "The derivatives by the entries of the bias were added up; each neuron has its own bias.",
    "malrule.bias-summed.ask": "If only the first bias grows by 0.01, which of the neurons change?",
    "malrule.free-index-summed": "An index that names the entry you want was summed.",
    "malrule.free-index-summed.ask": (
        "Name the indices on the left side of your equation: does one of them also stand below a sum on the right side?"
    ),
    "malrule.one-factor-only": (
        "The letter stands in several places of the formula; only one of them was differentiated."
    ),
    "malrule.one-factor-only.ask": (
        "In how many places of the formula does the letter stand, and how many terms has your derivative?"
    ),
    "malrule.transposed-factor-dropped": (
        "The transposed copy of the matrix was treated as a constant or vice versa; both depend on it."
    ),
    "malrule.transposed-factor-dropped.ask": "When one entry of $R$ changes, does $R^T$ stay as it is?",
    "malrule.factor-2-everywhere": "A factor 2 was used where the two terms differ.",
    "malrule.factor-2-everywhere.ask": (
        "Write both terms of the product rule with their indices: are they the same for every choice of the indices?"
    ),
    "malrule.symmetric-A-assumed": "The matrix in the middle is not symmetric.",
    "malrule.symmetric-A-assumed.ask": (
        "What does $x^T B x$ give for $B = \\begin{pmatrix} 0 & 1 \\\\ 0 & 0 \\end{pmatrix}$, and what is its "
        "derivative by $x_1$?"
    ),
    "malrule.norm-for-its-square": "A length and its square were mixed up: their derivatives differ by a factor.",
    "malrule.norm-for-its-square.ask": (
        "Is it $|x|$ or $|x|^2$ that is differentiated, and what is the slope of each for one variable $x > 0$?"
    ),
    "malrule.no-kronecker": (
        "Many of these entries do not depend on each other; say for which indices the derivative is zero."
    ),
    "malrule.no-kronecker.ask": (
        "Does the first row of $A$ enter the second entry of $A x$, and what is that derivative then?"
    ),
    "malrule.delta-index-swapped": "An index inside the Kronecker delta and the one on the factor are interchanged.",
    "malrule.delta-index-swapped.ask": (
        "Put numbers in for the indices: for which of them is your delta 1, and does that entry really enter there?"
    ),
    "malrule.wrong-index-on-factor": "The factor carries the wrong index.",
    "malrule.wrong-index-on-factor.ask": (
        "Which entry is multiplied by $A_{12}$ in the first entry of $A x$, and which index does it carry in your "
        "formula?"
    ),
    "malrule.factor-2-on-diagonal-missing": "Look again at the case where both indices are equal.",
    "malrule.factor-2-on-diagonal-missing.ask": "What is the derivative of $R_{11}^2 + R_{21}^2$ by $R_{11}$?",
    "malrule.entry-transposed": "Indices of the output entry are interchanged.",
    "malrule.entry-transposed.ask": (
        "Which index counts the rows of the output, and is it the first one in your answer?"
    ),
    "malrule.transposed-slice": "In each slice rows and columns are interchanged.",
    "malrule.transposed-slice.ask": (
        "Which shape has the array by which the question differentiates, and which shape has one slice of your answer?"
    ),
    "malrule.wrong-axis-order": "The indices stand in another order than the question states.",
    "malrule.wrong-axis-order.ask": (
        "Which indices come first in the layout of the question: those of the output, or those of the array one "
        "differentiates by?"
    ),
    "malrule.collapsed-to-row": "Only the factor is given; which entries it belongs to is lost.",
    "malrule.collapsed-to-row.ask": (
        "How many entries has the output, how many has the array, and how many derivatives are there?"
    ),
    "malrule.index-off-by-one": "The entries stand one place further on than they should.",
    "malrule.index-off-by-one.ask": "Does the first index of your formula count from 1, as in the question, or from 0?",
    "malrule.weights-not-transposed": "The signal goes backwards through the layer; check the shape of the product.",
    "malrule.weights-not-transposed.ask": (
        "Which shape has $W$, which shape has the signal from behind, and on which side can they be multiplied?"
    ),
    "malrule.wrong-side-multiplication": "Right ingredients, multiplied on the wrong side; check the shape.",
    "malrule.wrong-side-multiplication.ask": (
        "Write the rows and columns of each factor below it: which shape does the product have, and which shape is "
        "asked for?"
    ),
    "malrule.outer-product-transposed": "The gradient has the shape of the weights; yours is turned round.",
    "malrule.outer-product-transposed.ask": (
        "Which index of $W_{ij}$ belongs to the output of the layer, and which of your factors carries it?"
    ),
    "malrule.hadamard-missing": (
        "Two vectors were multiplied to one number; each entry belongs with the one at the same place."
    ),
    "malrule.hadamard-missing.ask": "Does the slope of the second neuron enter the signal of the first one?",
    "malrule.inverse-sign": "Check the sign in the derivative of an inverse.",
    "malrule.inverse-sign.ask": "What is the derivative of $\\frac{1}{x}$, and which sign has it?",
    "malrule.order-lost": "Matrices do not commute; keep them in place.",
    "malrule.order-lost.ask": "Differentiate both sides of $X X^{-1} = I$: on which sides of $X'$ does $X^{-1}$ stand?",
    "malrule.inverse-entrywise": (
        "The inverse was differentiated entry by entry; its entries are not one over the entries of the matrix."
    ),
    "malrule.inverse-entrywise.ask": (
        "Is the first entry of the inverse of $\\begin{pmatrix} 2 & 1 \\\\ 1 & 1 \\end{pmatrix}$ one half?"
    ),
    "malrule.inverse-not-transposed": "Rows and columns of the inverse are interchanged in your derivative.",
    "malrule.inverse-not-transposed.ask": (
        "By which entry is $x_{11} x_{22} - x_{12} x_{21}$ differentiated to give $-x_{21}$?"
    ),
    "malrule.det-factor-missing": "A factor is missing from the derivative of the determinant.",
    "malrule.det-factor-missing.ask": "Is it the determinant or its logarithm that is differentiated?",
    "malrule.tr-instead-of-det": "This is the trace of the derivative; the determinant is no sum of entries.",
    "malrule.tr-instead-of-det.ask": "What is the derivative of $x_{11} x_{22} - x_{12} x_{21}$ by $x_{11}$?",
    "malrule.det-of-derivative": (
        "The determinant was taken of the derivatives; the determinant itself is to be differentiated."
    ),
    "malrule.det-of-derivative.ask": (
        "For a matrix of one row, and for two: is the derivative of a product the product of the derivatives?"
    ),
    "malrule.inverse-of-derivative": (
        "The inverse was taken of the derivatives; the inverse itself is to be differentiated."
    ),
    "malrule.inverse-of-derivative.ask": (
        "For a matrix of one entry $x$: is the derivative of $\\frac{1}{x}$ one over the derivative of $x$?"
    ),
    "malrule.softmax-diagonal-only": "Each output of softmax depends on every input.",
    "malrule.softmax-diagonal-only.ask": "When $z_2$ grows, what happens to $p_1$, if all $p_i$ add up to 1?",
    "malrule.normaliser-as-constant": "The sum below the fraction also depends on the inputs.",
    "malrule.normaliser-as-constant.ask": (
        "When $z_1$ grows, which terms of $\\frac{e^{z_1}}{e^{z_1} + e^{z_2}}$ change?"
    ),
    "malrule.softmax-off-diagonal-sign": "Check the sign of the derivatives by the other inputs.",
    "malrule.softmax-off-diagonal-sign.ask": "When $z_2$ grows, does $p_1$ grow or shrink, if all $p_i$ add up to 1?",
    "malrule.input-factor-dropped": "How does z change with the weight? That factor is missing.",
    "malrule.input-factor-dropped.ask": "At $x = 2$: by how much does $z = w x + b$ grow when $w$ grows by 0.01?",
    "malrule.weight-for-input": "z was differentiated by the input, not by the weight.",
    "malrule.weight-for-input.ask": "In $z = w x + b$: which letter is moved, and what stands beside it?",
    "malrule.bias-gets-input": "The bias does not multiply the input.",
    "malrule.bias-gets-input.ask": "By how much does $z = w x + b$ grow when $b$ grows by 0.01?",
    "malrule.w-b-swapped": "The answers for weight and bias are interchanged.",
    "malrule.w-b-swapped.ask": "Which of the two derivatives has the input of the neuron as a factor?",
    "malrule.error-not-weighted": "The derivative of the cost by the output is missing.",
    "malrule.error-not-weighted.ask": (
        "If the output is exactly what it should be, what must every derivative of the cost be?"
    ),
    "malrule.error-sign": "Check which way round the error enters.",
    "malrule.error-sign.ask": (
        "If the output is larger than it should be, does the cost grow or fall when the output grows?"
    ),
    "malrule.loss-factor-dropped": "A constant factor of the loss is missing.",
    "malrule.loss-factor-dropped.ask": "What is the derivative of $(a - y)^2$ at $a - y = 1$?",
    "malrule.wrong-layer-weights": "The signal goes back through the weights of another layer.",
    "malrule.wrong-layer-weights.ask": "Which weights stand between the two layers that your step joins?",
    "malrule.slope-at-another-layer": "The slope of the activation was taken at another layer.",
    "malrule.slope-at-another-layer.ask": (
        "To which layer does the activation belong that your step passes, and at which $z$ is its slope wanted?"
    ),
    "malrule.stale-value": "A derivative was taken at the value of the step before.",
    "malrule.stale-value.ask": "Which letter stands inside the function that you differentiate, and what is its value?",
}
