#!/usr/bin/env python3
"""Vectors from the General Decimal Arithmetic test suite (decTest files) that ship with CPython's test package.

Reads add, subtract, multiply, divide, compare, quantize, plus, minus and base (toSci). The suite runs every case under
its own precision, rounding and exponent limits. This script computes each case with Python's decimal module under the
context of the specification (precision 28, half-even, exponents within +-999999; invalid operation, division by zero
and overflow raise) and takes the case when the recorded result holds there as well. Taken cases go to standard output
as JSON lines in the schema of vectors/decimal.jsonl; counts of taken and not applicable cases, with the reason, go to
standard error. Exits 0 with a message and without output when the test package is not installed.
"""

import argparse
import collections
import decimal
import json
import os
import re
import sys

D = decimal.Decimal
OPERATIONS = {  # decTest operation -> (vector operation, operand count)
    "add": ("add", 2),
    "subtract": ("sub", 2),
    "multiply": ("mul", 2),
    "divide": ("div", 2),
    "compare": ("cmp", 2),
    "quantize": ("quantize", 2),
    "plus": ("plus", 1),
    "minus": ("neg", 1),
    "tosci": ("str", 1),
}
FILES = ("add", "subtract", "multiply", "divide", "compare", "quantize", "plus", "minus", "base")
TOKEN = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|\S+")
INVALID = {
    "invalid_operation", "conversion_syntax", "division_impossible", "division_undefined", "invalid_context",
    "insufficient_storage",
}


def find_test_data(explicit):
    """Directory of the decTest files, or None."""
    if explicit:
        return explicit if os.path.isdir(explicit) else None
    try:
        import test
    except ImportError:
        return None
    for directory in getattr(test, "__path__", []):
        candidate = os.path.join(directory, "decimaltestdata")
        if os.path.isdir(candidate):
            return candidate
    return None


def unquote(token):
    if len(token) >= 2 and token[0] == token[-1] and token[0] in "'\"":
        return token[1:-1].replace(token[0] * 2, token[0])
    return token


def cases(path):
    """Yields (name, operation, operands, result, conditions, directives) of one file."""
    directives = {}
    with open(path, encoding="utf-8") as file:
        for line in file:
            stripped = line.strip()
            if not stripped or stripped.startswith("--"):
                continue
            head, colon, value = stripped.partition(":")
            if colon and " " not in head.strip() and "->" not in stripped:
                directives[head.strip().lower()] = value.split("--")[0].strip().lower()
                continue
            tokens = TOKEN.findall(stripped)
            if "->" not in tokens:
                continue
            arrow = tokens.index("->")
            conditions = []
            for token in tokens[arrow + 2:]:
                if token.startswith("--"):
                    break
                conditions.append(token.lower())
            yield (tokens[0], tokens[1].lower(), [unquote(t) for t in tokens[2:arrow]],
                   unquote(tokens[arrow + 1]), conditions, dict(directives))


def recorded_outcome(operation, result, conditions):
    """What the case demands where invalid operation, division by zero and overflow raise."""
    if INVALID & set(conditions):
        return "error", "InvalidOperation"
    if "division_by_zero" in conditions:
        return "error", "DivisionByZero"
    if "overflow" in conditions:
        return "error", "Overflow"
    if operation == "cmp" and result in ("-1", "0", "1"):
        return "out", int(result)
    return "out", result


def outcome_here(given):
    """The result under this context."""
    try:
        a = D(given["a"])
        operation = given["op"]
        if operation == "quantize":
            return "out", str(a.quantize(D(given["exp"]), rounding=given["rounding"]))
        if operation == "cmp":
            b = D(given["b"])
            return "out", (a > b) - (a < b)
        if operation in ("plus", "neg", "str"):
            return "out", str({"plus": lambda: +a, "neg": lambda: -a, "str": lambda: a}[operation]())
        b = D(given["b"])
        return "out", str({"add": lambda: a + b, "sub": lambda: a - b, "mul": lambda: a * b, "div": lambda: a / b}[operation]())
    except decimal.DivisionByZero:
        return "error", "DivisionByZero"
    except decimal.Overflow:
        return "error", "Overflow"
    except decimal.InvalidOperation:
        return "error", "InvalidOperation"


def vector_input(operation, operands, rounding):
    if operation == "quantize":
        mode = "ROUND_DOWN" if rounding == "down" else "ROUND_HALF_EVEN"
        return {"op": operation, "a": operands[0], "exp": operands[1], "rounding": mode}
    if len(operands) == 2:
        return {"op": operation, "a": operands[0], "b": operands[1]}
    return {"op": operation, "a": operands[0]}


def reason_not_applicable(recorded, here, operands, directives):
    """Why a recorded result does not hold under this context."""
    if "nan" in "".join(operands).lower():
        return "NaN handled differently (ordering a NaN is an error here)"
    if recorded[0] == "error" or here[0] == "error":
        return "limits differ: exactly one of both contexts raises"
    if "precision" in directives and int(directives["precision"]) != 28:
        return "other precision, rounding or exponent limits give another result"
    return "other rounding or exponent limits give another result"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--directory", help="directory of the decTest files (default: the test package of this Python)")
    arguments = parser.parse_args()
    directory = find_test_data(arguments.directory)
    if directory is None:
        print("gda_vectors: no decTest files: CPython's test package is not installed", file=sys.stderr)
        return
    decimal.setcontext(decimal.Context(
        prec=28, rounding=decimal.ROUND_HALF_EVEN, Emin=-999999, Emax=999999, capitals=1, clamp=0, flags=[],
        traps=[decimal.InvalidOperation, decimal.DivisionByZero, decimal.Overflow]))
    taken = collections.Counter()
    refused = collections.Counter()
    for name in FILES:
        for _, operation, operands, result, conditions, directives in cases(os.path.join(directory, name + ".decTest")):
            if operation not in OPERATIONS:
                refused["operation %s is not part of the module" % operation] += 1
                continue
            vector_operation, arity = OPERATIONS[operation]
            if len(operands) != arity or any(o.startswith("#") for o in operands) or result.startswith("#"):
                refused["null operand or encoded representation"] += 1
                continue
            given = vector_input(vector_operation, operands, directives.get("rounding"))
            recorded = recorded_outcome(vector_operation, result, conditions)
            here = outcome_here(given)
            if recorded != here:
                refused[reason_not_applicable(recorded, here, operands, directives)] += 1
                continue
            key, value = here
            print(json.dumps({"id": sum(taken.values()), "in": given, key: value}, separators=(",", ":")))
            taken[name] += 1
    print("taken %d: %s" % (sum(taken.values()), dict(taken)), file=sys.stderr)
    for reason, count in refused.most_common():
        print("not applicable %d: %s" % (count, reason), file=sys.stderr)


if __name__ == "__main__":
    main()
