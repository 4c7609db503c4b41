"""Writes text-python.txt: methods of texts with arguments drawn with a fixed seed, and what Python gives.

One case a line: a comparison in the language that must hold, or `!` and a call that must fail.
Characters are grapheme clusters here and code points there, and widths count terminal columns: the texts are such
that both are the same.
"""

import random
from pathlib import Path

random.seed(4)
TEXTS = [
    "", "a", "abc", "hello world", "  padded  ", "a,b,,c", "Mississippi", "ÄÖÜ straße", "naïve café", "line1\nline2",
    "a b\tc", "x=1;y=2", "-42", "+7", "007", "3.14", "ABC", "aBc DeF", "..dots..", "one  two   three", "é", "  ", "--x--",
    "aaa", "abcabcabc", "they're bill's", "½", "²", "Ⅷ", "ǆ", "ﬁ", "\u00a0nb\u00a0", "ab12", "12", "_x", "ß", "Zażółć", "{a}",
]
PARTS = ["a", "b", "abc", "l", "", "ss", " ", "x", ",", "=", "ab", "--", "é", "..", "aa", "p", "12", "ß", "bc"]
NUMBERS = [-5, -1, 0, 1, 2, 3, 5, 10, 20]
# p: a part, n: a number, f: one character to fill with, ?: what follows may be left out.
METHODS = {
    "upper": "", "lower": "", "swapcase": "", "strip": "?p", "lstrip": "?p", "rstrip": "?p", "split": "?pn", "rsplit": "?pn",
    "replace": "pp?n", "find": "p?n", "rfind": "p", "index": "p", "count": "p", "startswith": "p", "endswith": "p",
    "ljust": "n?f", "rjust": "n?f", "center": "n?f", "zfill": "n", "title": "", "capitalize": "", "removeprefix": "p",
    "removesuffix": "p", "partition": "p", "rpartition": "p", "isdigit": "", "isalpha": "", "isalnum": "", "isspace": "",
    "isupper": "", "islower": "", "join": "j",
}


def literal(value):
    if isinstance(value, str):
        escapes = {'"': '\\"', "\\": "\\\\", "{": "{{", "}": "}}", "\n": "\\n", "\t": "\\t", "\u00a0": "\\u{a0}"}
        return '"' + "".join(escapes.get(c, c) for c in value) + '"'
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return "(" + ", ".join(map(literal, value)) + ("," if len(value) == 1 else "") + ")"
    return str(value)


def arguments(kinds):
    values = []
    for kind in kinds:
        if kind == "?" and random.random() < 0.5:
            break
        if kind in "pnfj":
            values.append(
                {
                    "p": lambda: random.choice(PARTS), "n": lambda: random.choice(NUMBERS),
                    "f": lambda: random.choice("* 0é"), "j": lambda: random.choices(TEXTS, k=random.randint(0, 4)),
                }[kind]()
            )
    return values


cases = {}
while len(cases) < 800:
    method, text = random.choice(list(METHODS)), random.choice(TEXTS)
    values = arguments(METHODS[method])
    call = f"{literal(text)}.{method}({', '.join(map(literal, values))})"
    try:
        cases[call] = f"{call} == {literal(getattr(text, method)(*values))}"
    except (TypeError, ValueError):
        cases[call] = f"!{call}"
Path(__file__).with_suffix(".txt").write_text("".join(f"{case}\n" for case in cases.values()))
