#!/usr/bin/env python3
"""Random conformance vectors for the Swift module DecimalArithmetic, computed by Python's decimal module.

Writes COUNT JSON lines in the schema of vectors/decimal.jsonl to standard output:

    {"id": n, "in": {"op": ..., "a": ..., ...}, "out": ...}    or    {..., "error": "<class>"}

The context is the one of the specification: precision 28, half-even, exponents within +-999999, traps for invalid
operation, division by zero and overflow. Operand distributions are hostile on purpose: market-like numbers, exact
ties, coefficients around 28, 29, 38, 39 and 40 digits, 40 to 300 digits, huge exponents and exponent gaps, powers of
two and five, signed zeros, specials, exact doubles and doubles next to decimal ties. The same seed gives the same
vectors. Only the standard library is used.
"""

import argparse
import decimal
import random
import struct
import sys
from json import dumps

D = decimal.Decimal
LONG_POOL_SIZE = 20000  # distinct long operands: stays far below the bound of the Swift side's coefficient table
ROUNDINGS = ("ROUND_DOWN", "ROUND_HALF_EVEN")
ERRORS = (
    (decimal.DivisionByZero, "DivisionByZero"),
    (decimal.Overflow, "Overflow"),
    (decimal.InvalidOperation, "InvalidOperation"),
    (ValueError, "ValueError"),
    (OverflowError, "OverflowError"),
)
SYNTAX = (
    "", " ", "+", "-", ".", "e5", "1e", "1e+", "--1", "+-1", "1,5", "1 2", "0x10", "_", "1.2.3", "1e5.0", "infinit",
    "nan1.2", "snan-1", "in f", "\u00b2", "\u200b1", "\ufeff1", "1\u0000", "\u4e00", "1e\u00b2", "NaN ", " -inf\n",
    "\u0663", "\u0663.\u0661e\u0662", "\U0001d7d9\U0001d7da.5", "\u00a01\u3000", "\x1c7\x1f", "1_000.5", "_nan_", "in_f",
    "1_e_5", "+1.5", ".5", "5.", "-.5e-3", "00012.3400", "1e1000000000", "-0e-7", "SNAN12", "nAn0012", "iNfInItY",
    "1e999999999999999999", "1e1000000000000000000", "0.1e1000000000000000000", "10e999999999999999999",
    "1e-1999999999999999997", "1e-1999999999999999998", "0e-1999999999999999998", "0e1000000000000000000",
    "1e99999999999999999999999", "-0e-99999999999999999999999", "0.0e-1999999999999999997",
    "340282366920938463463374607431768211455", "340282366920938463463374607431768211456",
    "NaN340282366920938463463374607431768211456", "sNaN9", "-NaN77", "NaN12345678901234567890123456789012",
)


def digits(rng, count):
    """A digit string of exactly count digits, biased to nines, zeros and a final five."""
    kind = rng.random()
    if kind < 0.55:
        text = str(rng.randrange(10 ** (count - 1), 10**count))
    elif kind < 0.65:
        text = "9" * count
    elif kind < 0.75:
        text = "1" + "0" * (count - 1)
    elif kind < 0.85:
        head = rng.randrange(1, count + 1)
        text = str(rng.randrange(10 ** (head - 1), 10**head)) + "0" * (count - head)
    else:
        head = rng.randrange(1, count + 1)
        text = str(rng.randrange(10 ** (head - 1), 10**head)) + "9" * (count - head)
    if rng.random() < 0.25:
        text = text[:-1] + "5"
    return text


def place(rng, text, exponent):
    """Digits and exponent as plain or scientific text."""
    if exponent == 0 and rng.random() < 0.8:
        return text
    if -len(text) < exponent < 0 and rng.random() < 0.7:
        return text[:exponent] + "." + text[exponent:]
    return "%se%d" % (text, exponent)


def signed(rng, text):
    return "-" + text if text[0] != "-" and rng.random() < 0.35 else text


def market(rng):
    """Prices, quantities and rates as they occur in feeds."""
    places = rng.randrange(0, 9)
    return "%.*f" % (places, rng.choice((1e-3, 1, 100, 5e4, 1e8)) * rng.random())


def halfway(rng):
    """29 or more digits whose tail beyond 28 is a tie, or one unit beside it."""
    head = digits(rng, 28)
    tail = "5" + "0" * rng.choice((0, 0, 1, 3, 8))
    beside = rng.random()
    if beside < 0.25:
        tail += "1"
    elif beside < 0.4:
        tail = "4" + "9" * rng.choice((1, 4, 9))
    return place(rng, head + tail, rng.randrange(-40, 15))


def boundary(rng):
    return place(rng, digits(rng, rng.choice((18, 19, 20, 27, 28, 29, 30, 37, 38, 39, 40))), rng.randrange(-45, 20))


def small(rng):
    return place(rng, digits(rng, rng.randrange(1, 20)), rng.randrange(-30, 12))


def zero(rng):
    return "0e%d" % rng.choice((0, 0, -1, -2, -8, -28, 3, 5, -1000026, -1000027, 999999, 1000000, rng.randrange(-60, 60)))


def extreme(rng):
    """Exponents at and beyond the limits of the context."""
    exponent = rng.choice((999999, 999972, -999999, -1000026, -1000000, 500000, -500000, -1000040, 10**9, -(10**9), 40, -40))
    return "%se%d" % (digits(rng, rng.randrange(1, 31)), exponent + rng.randrange(-30, 31))


def two_five(rng):
    value = 2 ** rng.randrange(0, 100) if rng.random() < 0.5 else 5 ** rng.randrange(0, 45)
    return place(rng, str(value), rng.randrange(-30, 10))


def special(rng):
    return rng.choice(("NaN", "sNaN", "Infinity", "-Infinity", "NaN123", "-NaN", "-0", "0.00", "-0.0"))


def make_long_pool(rng, size):
    return [place(rng, digits(rng, rng.randrange(40, 301)), rng.randrange(-320, 60)) for _ in range(size)]


def double_near_tie(rng):
    """A double next to a decimal tie or integer boundary."""
    value = rng.randrange(0, 10**6) / rng.choice((2.0, 100.0, 200.0, 1000.0, 10000.0))
    bits = struct.unpack(">q", struct.pack(">d", value))[0]
    return struct.unpack(">d", struct.pack(">q", max(0, bits + rng.randrange(-2, 3))))[0]


def double(rng):
    kind = rng.random()
    if kind < 0.3:
        value = struct.unpack(">d", struct.pack(">Q", rng.getrandbits(64)))[0]
        if value != value or value in (float("inf"), float("-inf")):
            value = 0.1
    elif kind < 0.6:
        value = double_near_tie(rng)
    elif kind < 0.75:
        value = round(rng.random() * 10 ** rng.randrange(0, 9), rng.randrange(0, 9))
    elif kind < 0.85:
        value = float(rng.randrange(0, 10)) * 10.0 ** rng.randrange(-30, 30)
    elif kind < 0.95:
        value = float(rng.randrange(0, 2**60))
    else:
        value = rng.choice((0.0, 5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, 1e16, 1e22, 1e23, 1e-4, 1e-5))
    return -value if rng.random() < 0.3 else value


class Operands:
    """Weighted choice among the distributions."""

    def __init__(self, rng, count):
        self.rng = rng
        self.long_pool = make_long_pool(rng, min(LONG_POOL_SIZE, count // 4 + 10))
        self.table = (
            [market] * 24 + [small] * 22 + [boundary] * 18 + [halfway] * 9 + [two_five] * 5 + [zero] * 6
            + [extreme] * 5 + [self.long] * 6 + [self.exact_double] * 3 + [special] * 2
        )

    def long(self, rng):
        return rng.choice(self.long_pool)

    def exact_double(self, rng):
        return str(D(double(rng) if rng.random() < 0.3 else double_near_tie(rng)).copy_abs())

    def one(self):
        rng = self.rng
        return signed(rng, rng.choice(self.table)(rng))

    def finite(self):
        """Like one, but bounded in magnitude: for integer conversions."""
        rng = self.rng
        return signed(rng, rng.choice((market, small, boundary, halfway, two_five, self.long, self.exact_double, zero, small))(rng))

    def partner(self, a):
        """A second operand, often related to the first: equal, neighbouring, or at a tie distance below it."""
        rng = self.rng
        kind = rng.random()
        if kind < 0.82:
            return self.one()
        value = D(a)
        if not value.is_finite() or abs(value.as_tuple().exponent) > 3000:
            return self.one()
        sign, coefficient, exponent = value.as_tuple()
        if kind < 0.87:
            return str(value.copy_negate())
        if kind < 0.92:
            return str(D((sign ^ (kind < 0.89), coefficient + (0,) * rng.randrange(0, 4), exponent)))
        top = exponent + len(coefficient) - 1
        tie = rng.choice((5, 50, 51, 49, 1, 500000001))
        return "%s%de%d" % ("-" if rng.random() < 0.5 else "", tie, top - rng.randrange(26, 34))


def run(op, given):
    """The recorded result of one operation; raises what the reference raises."""
    if op == "from_float_repr":
        return str(D(repr(given["a"])))
    if op == "from_float_exact":
        return str(D(given["a"]))
    if op == "pow10neg":
        return str(D(10) ** -given["a"])
    if op == "sum":
        start = 0 if given["start"] is None else D(given["start"])
        return str(sum((D(x) for x in given["a"]), start))
    a = D(given["a"])
    if op in UNARY:
        return UNARY[op](a)
    if op == "quantize":
        return str(a.quantize(D(given["exp"]), rounding=given["rounding"]))
    if op == "cmp_float":
        b = given["b"]
        return (a > b) - (a < b)
    b = D(given["b"])
    return BINARY[op](a, b)


def to_float(a):
    value = float(a)
    return {"repr": repr(value), "bits": struct.pack(">d", value).hex()}


UNARY = {
    "str": str,
    "plus": lambda a: str(+a),
    "neg": lambda a: str(-a),
    "abs": lambda a: str(abs(a)),
    "normalize": lambda a: str(a.normalize()),
    "to_integral": lambda a: str(a.to_integral_value()),
    "bool": bool,
    "int": lambda a: str(int(a)),
    "round0": lambda a: str(round(a)),
    "to_float": to_float,
}
BINARY = {
    "add": lambda a, b: str(a + b),
    "sub": lambda a, b: str(a - b),
    "mul": lambda a, b: str(a * b),
    "div": lambda a, b: str(a / b),
    "mod": lambda a, b: str(a % b),
    "min": lambda a, b: str(min(a, b)),
    "max": lambda a, b: str(max(a, b)),
    "cmp": lambda a, b: (a > b) - (a < b),
}
WEIGHTED_OPS = (
    ["add"] * 14 + ["sub"] * 10 + ["mul"] * 13 + ["div"] * 15 + ["mod"] * 4 + ["quantize"] * 12 + ["cmp"] * 6
    + ["min", "max"] + ["str"] * 3 + ["plus", "neg", "abs"] + ["normalize"] * 2 + ["to_integral"] * 2 + ["int"] * 2
    + ["round0"] * 2 + ["to_float"] * 4 + ["from_float_repr"] * 3 + ["from_float_exact"] * 2 + ["cmp_float"] * 2
    + ["sum"] * 2 + ["pow10neg", "bool"]
)


def make_input(op, operands):
    """Random operands for an operation."""
    rng = operands.rng
    if op in ("from_float_repr", "from_float_exact"):
        return {"op": op, "a": double(rng)}
    if op == "pow10neg":
        return {"op": op, "a": rng.randrange(0, 29)}
    if op == "sum":
        return {"op": op, "a": [operands.one() for _ in range(rng.randrange(0, 6))], "start": rng.choice((None, "0", "0.00", "-0"))}
    if op == "str":
        return {"op": op, "a": rng.choice(SYNTAX) if rng.random() < 0.3 else operands.one()}
    if op in ("int", "round0", "to_integral"):
        return {"op": op, "a": operands.finite() if rng.random() < 0.97 else special(rng)}
    a = operands.one()
    if op == "to_float":
        if "sn" in a.lower():
            a = "1.5"
        return {"op": op, "a": repr(double(rng)) if rng.random() < 0.1 else a}
    if op in UNARY:
        return {"op": op, "a": a}
    if op == "cmp_float":
        b = double(rng)
        if rng.random() < 0.3:
            a = repr(b)
        elif rng.random() < 0.3:
            a = str(D(b))
        return {"op": op, "a": a, "b": b}
    if op == "quantize":
        exponent = rng.choice((0, 0, -1, -2, -2, -3, -8, -8, -28, 1, 3, rng.randrange(-40, 10), rng.choice((999999, 10**6, -1000026, -1000027))))
        pattern = "1e%d" % exponent if rng.random() < 0.98 else special(rng)
        return {"op": op, "a": a, "exp": pattern, "rounding": rng.choice(ROUNDINGS)}
    return {"op": op, "a": a, "b": operands.partner(a)}


def evaluate(given):
    """("out", result) or ("error", class name)."""
    try:
        return "out", run(given["op"], given)
    except (decimal.DecimalException, ValueError, OverflowError) as error:
        for kind, name in ERRORS:
            if isinstance(error, kind):
                return "error", name
        raise


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=1000, help="number of vectors (default 1000)")
    parser.add_argument("--seed", type=int, default=1, help="seed of the random generator (default 1)")
    arguments = parser.parse_args()
    decimal.setcontext(decimal.Context(
        prec=28, rounding=decimal.ROUND_HALF_EVEN, Emin=-999999, Emax=999999, capitals=1, clamp=0, flags=[],
        traps=[decimal.InvalidOperation, decimal.DivisionByZero, decimal.Overflow]))
    rng = random.Random(arguments.seed)
    operands = Operands(rng, arguments.count)
    write = sys.stdout.write
    for number in range(arguments.count):
        given = make_input(rng.choice(WEIGHTED_OPS), operands)
        key, value = evaluate(given)
        write('{"id":%d,"in":%s,"%s":%s}\n' % (number, dumps(given, separators=(",", ":")), key, dumps(value, separators=(",", ":"))))


if __name__ == "__main__":
    main()
