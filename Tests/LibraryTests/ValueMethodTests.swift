import Language
import Testing

/// What lists, records, texts, ranges and numbers can do, at their edges too.
@Suite("Values")
struct ValueMethodTests {
  @Test(
    "lists have the methods that people expect",
    arguments: [
      ("xs = ()\nxs.append(1)\nxs.append((2,))\nxs", "(1, (2,))"),
      ("xs = (1, 2, 3)\n(xs.pop(), xs.pop(0), xs)", "(3, 1, (2,))"),
      ("xs = (1, 2)\nxs.insert(0, 0)\nxs.insert(-1, 9)\nxs.insert(99, 5)\nxs", "(0, 1, 9, 2, 5)"),
      ("xs = (1,)\nxs.extend(0..<2)\nxs.extend(\"ab\")\nxs.extend(())\nxs", "(1, 0, 1, \"a\", \"b\")"),
      ("xs = (1, 2)\nxs.extend(xs)\nxs", "(1, 2, 1, 2)"),
      ("xs = (3, 1, 2)\nys = xs.sort()\n(xs, ys)", "((1, 2, 3), none)"),
      ("xs = (\"bb\", \"a\", \"ccc\")\nxs.sort(key=len, reverse=true)\nxs", "(\"ccc\", \"bb\", \"a\")"),
      ("sorted(((1, \"b\"), (1, \"a\"), (0, \"z\")))", "((0, \"z\"), (1, \"a\"), (1, \"b\"))"),
      ("sorted((2, 1, 2, 1), key=x -> 0)", "(2, 1, 2, 1)"),
      ("sorted((1, 2, 3), key=x -> 0, reverse=true)", "(1, 2, 3)"),
      ("sorted({b: 1, a: 2})", "(\"a\", \"b\")"), ("sorted(\"hello\").join(\"\")", "\"ehllo\""),
      ("xs = (1, 2, 3)\nxs.reverse()\nxs", "(3, 2, 1)"), ("reversed(\"abc\")", "(\"c\", \"b\", \"a\")"),
      ("(1, 2, 1).count(1)", "2"), ("(1, 2, 1).index(2)", "1"), ("().count(1)", "0"),
      ("xs = (1, 2, 1)\nxs.remove(1)\nxs.clear()\nxs", "()"),
      ("(1, 2, 3).map(x -> x * 2)", "(2, 4, 6)"), ("().map(x -> x / 0)", "()"),
      ("(1, 2, 3).filter(x -> x > 1)", "(2, 3)"), ("map(len, (\"a\", \"bb\"))", "(1, 2)"),
      ("zip((1, 2, 3), \"ab\", 0..<9)", "((1, \"a\", 0), (2, \"b\", 1))"), ("zip()", "()"),
      ("zip((), (1,))", "()"),
      ("enumerate((\"a\", \"b\"), start=1)", "((1, \"a\"), (2, \"b\"))"),
      (
        "(sum(()), sum((1, 2.5)), sum((\"a\", \"b\"), \"\"), sum(((1,), (2,)), ()))",
        "(0, 3.5, \"ab\", (1, 2))"
      ),
      ("(any(()), all(()), any((0, 1)), all((1, 0)))", "(false, true, true, false)"),
      ("(max((1, 3, 2)), min(4, 2), max((\"a\", \"b\")), min(0..<5))", "(3, 2, \"b\", 0)"),
      ("max((\"bb\", \"a\", \"cc\"), key=len)", "\"bb\""), ("min((3, -1, 1), key=abs)", "-1"),
      ("reduce((1, 2, 3), (a, b) -> a + b, 10)", "16"),
      ("(1, 2) + (3,) == (1, 2, 3)", "true"), ("(0,) * 3", "(0, 0, 0)"),
      ("3 in (1, 2)", "false"), ("(1, 2) in ((1, 2),)", "true"), ("[1, 2] in ([1, 2],)", "true"),
      ("(1, 2, 3, 4, 5)[1:4]", "(2, 3, 4)"), ("(1, 2, 3)[::-1]", "(3, 2, 1)"), ("(1, 2, 3)[-2:]", "(2, 3)"),
      ("(1, 2, 3)[5:]", "()"), ("(1, 2, 3)[:-9]", "()"), ("(1, 2, 3)[::2]", "(1, 3)"),
      ("(1, 2, 3)[...]", "(1, 2, 3)"),
      ("group_by((), x -> x)", "{}"), ("value_counts((1, 1.0, true))", "{1: 2, (true): 1}"),
    ])
  func lists(code: String, shown: String) throws { #expect(try value(code) == shown, "\(code)") }

  @Test(
    "slices of lists can be assigned, as in Python",
    arguments: [
      ("xs[1:3] = (9,)", "(0, 9, 3, 4)"), ("xs[:] = ()", "()"), ("xs[2:2] = (7, 8)", "(0, 1, 7, 8, 2, 3, 4)"),
      ("xs[::2] = (\"a\", \"b\", \"c\")", "(\"a\", 1, \"b\", 3, \"c\")"),
      ("xs[::-1] = 0..<5", "(4, 3, 2, 1, 0)"),
      ("xs[9:] = (5,)", "(0, 1, 2, 3, 4, 5)"), ("xs[-2:] = \"z\"", "(0, 1, 2, \"z\")"),
      ("xs[1:3] += (9,)", "(0, 1, 2, 9, 3, 4)"), ("xs[1:3] = xs", "(0, 0, 1, 2, 3, 4, 3, 4)"),
      ("xs[-1] += 5", "(0, 1, 2, 3, 9)"), ("(xs[0], xs[-1]) = (xs[-1], xs[0])", "(4, 1, 2, 3, 0)"),
      ("ys = xs\nys[1:] = ()\nys = 1", "(0, 1, 2, 3, 4)"), ("xs[3:1] = (7,)", "(0, 1, 2, 7, 3, 4)"),
    ])
  func listSlices(code: String, shown: String) throws {
    #expect(try value("xs = list(0..<5)\n\(code)\nxs") == shown, "\(code)")
  }

  @Test(
    "parts of tensors can be assigned: slices, steps, masks, positions, with broadcasting",
    arguments: [
      ("x[1] = 5", "[[0, 0, 0],\n [5, 5, 5]]  i64[2, 3]"),
      ("x[:, 1] = [7, 8]", "[[0, 7, 0],\n [0, 8, 0]]  i64[2, 3]"),
      ("x[:, ::2] = [[1], [2]]", "[[1, 0, 1],\n [2, 0, 2]]  i64[2, 3]"),
      ("x[-1, 1:] += [3, 4]\nx[x > 3] *= 10", "[[ 0,  0,  0],\n [ 0,  3, 40]]  i64[2, 3]"),
      ("x[[0, 1], [2, 0]] = [5, 6]", "[[0, 0, 5],\n [6, 0, 0]]  i64[2, 3]"),
      ("x[..., -1] = 1\nx[0, 0] -= 1", "[[-1,  0,  1],\n [ 0,  0,  1]]  i64[2, 3]"),
      ("y = x\ny[0] = 1\nx[0, 0] += 0", "[[0, 0, 0],\n [0, 0, 0]]  i64[2, 3]"),
    ])
  func tensorSlices(code: String, shown: String) throws {
    #expect(try value("x = zeros((2, 3), dtype=i64)\n\(code)\nx") == shown, "\(code)")
  }

  @Test(
    "records have the methods that people expect",
    arguments: [
      ("r.keys()", "(\"a\", \"b\")"), ("r.values()", "(1, (2, 3))"),
      ("r.items()", "((\"a\", 1), (\"b\", (2, 3)))"),
      ("(r.get(\"a\"), r.get(\"z\"), r.get(\"z\", 0))", "(1, none, 0)"),
      ("(\"a\" in r, 1 in r, len(r))", "(true, false, 2)"),
      ("(r.pop(\"a\"), r)", "(1, {b: (2, 3)})"), ("(r.pop(\"z\", 7), r.pop(\"z\", none))", "(7, none)"),
      ("(r.setdefault(\"a\", 9), r.setdefault(\"c\", 9), r.c)", "(1, 9, 9)"),
      ("r.update({a: 5, z: 6})\nr", "{a: 5, b: (2, 3), z: 6}"),
      ("merge(r, {a: 0}, {q: 1})", "{a: 0, b: (2, 3), q: 1}"),
      ("r.remove(\"a\")\nr", "{b: (2, 3)}"), ("s = r\ns.clear()\n(r.a, s)", "(1, {})"),
      ("r.b[0] = 9\nr.b.append(4)\nr.b", "(9, 3, 4)"),
      ("r[\"two words\"] = 1\nr", "{a: 1, b: (2, 3), \"two words\": 1}"),
      ("r.c = {d: 1}\nr.c.d += 1\nr.c", "{d: 2}"), ("(r.a, r[\"b\"][1]) = (5, 6)\nr", "{a: 5, b: (2, 6)}"),
      (
        "d = {}\nd[1] = \"i\"\nd[1.0] = \"f\"\nd[true] = \"b\"\nd[(1, \"x\")] = \"l\"\nd[none] = 0\nd",
        "{1: \"f\", (true): \"b\", (1, \"x\"): \"l\", (none): 0}"
      ),
      ("d = {}\nd[2.5] = 1\n(2.5 in d, d[2.5])", "(true, 1)"),
      ("out = ()\nfor k in r { out.append(k) }\nout", "(\"a\", \"b\")"),
      ("{a: 1, b: (2, 3)} == r", "true"), ("{b: (2, 3), a: 1.0} == r", "true"),
      ("record(r.items()) == r", "true"),
      ("list({})", "()"), ("record(zip((\"x\", \"y\"), 1...2))", "{x: 1, y: 2}"),
    ])
  func records(code: String, shown: String) throws {
    #expect(try value("r = {a: 1, b: (2, 3)}\n\(code)") == shown, "\(code)")
  }

  @Test(
    "texts are made of characters as people see them, and have Python's methods",
    arguments: [
      ("(len(\"👩‍👩‍👧é\"), \"👩‍👩‍👧é\"[0], \"naïve\"[2], \"漢字\"[::-1])", "(2, \"👩‍👩‍👧\", \"ï\", \"字漢\")"),
      ("(\"abc\"[-1], \"abc\"[1:], \"abc\"[5:], \"\"[:1])", "(\"c\", \"bc\", \"\", \"\")"),
      ("\" a  b \".split()", "(\"a\", \"b\")"), ("\"\".split()", "()"),
      ("\"a,,b\".split(\",\")", "(\"a\", \"\", \"b\")"),
      ("\"a b c d\".split(maxsplit=2)", "(\"a\", \"b\", \"c d\")"),
      ("\"a-b-c\".split(\"-\", 1)", "(\"a\", \"b-c\")"),
      ("\"\".split(\",\")", "(\"\",)"),
      ("(\", \".join((1, \"a\")), (\"a\", \"b\").join(\"-\"))", "(\"1, a\", \"a-b\")"),
      (
        "(\"  a \".strip(), \"xxaxx\".strip(\"x\"), \" a \".lstrip(), \" a \".rstrip())",
        "(\"a\", \"a\", \"a \", \" a\")"
      ),
      ("(\"aaa\".replace(\"a\", \"b\", 2), \"abc\".replace(\"z\", \"y\"))", "(\"bba\", \"abc\")"),
      (
        "(\"hello\".find(\"l\"), \"hello\".find(\"z\"), \"hello\".find(\"l\", 3), \"é漢l\".find(\"l\"), \"a\".find(\"a\", 9))",
        "(2, -1, 3, 2, -1)"
      ),
      (
        "(\"Straße\".upper(), \"ÀB\".lower(), \"o'neill mc\".title(), \"aB\".capitalize())",
        "(\"STRASSE\", \"àb\", \"O'Neill Mc\", \"Ab\")"
      ),
      (
        "(\"abc\".startswith(\"ab\"), \"abc\".endswith(\"ab\"), \"\".startswith(\"\"))", "(true, false, true)"
      ),
      (
        "(\"12\".isdigit(), \"\".isdigit(), \"a1\".isalpha(), \"a1\".isalnum(), \" \\n\".isspace(), \"AB\".isupper(), \"1\".islower())",
        "(true, false, false, true, true, true, false)"
      ),
      (
        "(\"ab\".ljust(4), \"ab\".rjust(4, \"0\"), \"ab\".center(5, \"*\"), \"-5\".zfill(4), \"abc\".ljust(2))",
        "(\"ab  \", \"00ab\", \"**ab*\", \"-005\", \"abc\")"
      ),
      ("\"a\\nb\\r\\n\\nc\\n\".lines()", "(\"a\", \"b\", \"\", \"c\")"), ("\"banana\".count(\"an\")", "2"),
      ("(\"undo\".removeprefix(\"un\"), \"undo\".removesuffix(\"x\"))", "(\"do\", \"undo\")"),
      (
        "(\"a=b=c\".partition(\"=\"), \"a=b=c\".rpartition(\"=\"), \"a\".partition(\"=\"))",
        "((\"a\", \"=\", \"b=c\"), (\"a=b\", \"=\", \"c\"), (\"a\", \"\", \"\"))"
      ),
      ("(\"b\" in \"abc\", \"\" in \"abc\", \"B\" not in \"abc\")", "(true, true, true)"),
      (
        "(\"a\" < \"b\", \"ab\" * 2, \"a\" + \"b\", \"é\" == \"e\\u{301}\")", "(true, \"abab\", \"ab\", true)"
      ),
      ("(ord(\"A\"), chr(128578), hex(-255), bin(5), oct(8))", "(65, \"🙂\", \"-0xff\", \"0b101\", \"0o10\")"),
      ("(from_bytes(bytes(\"é漢\")), from_bytes((255, 65)), from_bytes(()))", "(\"é漢\", \"�A\", \"\")"),
      (
        "(int(\"12\"), int(\" -7 \"), int(\"ff\", 16), int(\"0b101\", 2), int(-2.9), float(\"1e-3\"), float(\"inf\"))",
        "(12, -7, 255, 5, -2, 0.001, inf)"
      ),
      (
        "(text(1.5), text((1, \"a\")), text(\"a\"), text(none), text([1.0]))",
        "(\"1.5\", \"(1, \\\"a\\\")\", \"a\", \"none\", \"[1.]  f64[1]\")"
      ),
      (
        "x = 3.14159\n(\"{x:.2f}\", \"{x:>8.1f}|\", \"{42:05d}\", \"{1234567:,}\", \"{0.25:.0%}\", \"{255:x}\", \"{\"ab\":^6}|\", \"{{}}\")",
        "(\"3.14\", \"     3.1|\", \"00042\", \"1,234,567\", \"25%\", \"ff\", \"  ab  |\", \"{{}}\")"
      ),
      ("(format(3.14159, \".3f\"), format(7, \">4\"), format(\"a\"))", "(\"3.142\", \"   7\", \"a\")"),
    ])
  func texts(code: String, shown: String) throws { #expect(try value(code) == shown, "\(code)") }

  @Test(
    "ranges and whole numbers",
    arguments: [
      ("(list(range(3)), list(range(2, 8, 3)), list(range(3, 0, -1)))", "((0, 1, 2), (2, 5), (3, 2, 1))"),
      ("(5 in 0..<10 by 5, 10 in 0..<10, 2.0 in 0...2, len(0..<10 by 3))", "(true, false, true, 4)"),
      ("((0..<10)[2], (0..<10)[-1], (0..<10)[2:5], (0..<10)[::-4])", "(2, 9, (2, 3, 4), (9, 5, 1))"),
      ("(divmod(7, 3), divmod(-7, 3), divmod(7.5, 2))", "((2, 1), (-3, 2), (3.0, 1.5))"),
      ("(gcd(12, 18), gcd(0, 5), gcd(), gcd(-4, 6), lcm(4, 6), lcm(0, 3))", "(6, 5, 0, 2, 12, 0)"),
      (
        "(isqrt(0), isqrt(99), isqrt(10^18), factorial(0), factorial(20), comb(60, 30), comb(3, 5))",
        "(0, 9, 1000000000, 1, 2432902008176640000, 118264581564861424, 0)"
      ),
      ("(round(2.567, 2), abs(-3), max(1, 2.5), min(1.5, 1))", "(2.57, 3, 2.5, 1)"),
    ])
  func numbers(code: String, shown: String) throws { #expect(try value(code) == shown, "\(code)") }

  @Test(
    "calls, names and patterns",
    arguments: [
      ("f(*xs, by=1) = sum(xs) * by\n(f(), f(1, 2), f(1, 2, by=10))", "(0, 3, 30)"),
      (
        "f(a, b=a * 2, *rest) = (a, b, rest)\n(f(1), f(1, 5, 6, 7), f(b=1, a=2))",
        "((1, 2, ()), (1, 5, (6, 7)), (2, 1, ()))"
      ),
      ("f(x) = x |> (y -> y + 1)\nf(1)", "2"), ("(1, 2, 3) |> map(x -> x + 1) |> sum", "9"),
      ("x = 5\nx.max(7).min(6)", "6"), ("(a, (b, (c, d))) = (1, (2, (3, 4)))\n(d, c, b, a)", "(4, 3, 2, 1)"),
      ("(a, b) = [10, 20]\na.item() + b.item()", "30"), ("(a, b, c) = 1...3\na + b + c", "6"),
      ("(a, b) = \"xy\"\nb + a", "\"yx\""),
      ("for (i, (a, b)) in enumerate(((1, 2),)) { x = i + a + b }\nx", "3"),
      ("match (1, \"a\") { (1, \"b\") -> 1; (1, \"a\") -> 2; else -> 3 }", "2"),
      ("match 9 { 1 -> 2 }", "none"),
      (
        "f(x) = match { a: x } { { a: 1 } -> \"one\"; else -> \"other\" }\n(f(1), f(2))",
        "(\"one\", \"other\")"
      ),
      ("1 < 2 <= 2 != 3 > 0", "true"), ("n = 0\nf() = { n }\n1 < f() < 2", "false"),
      (
        "try { assert false, \"why\" } catch e { (e.code, e.kind, e.message) }",
        "(\"A10\", \"assertion\", \"the assertion does not hold: why\")"
      ),
      ("f() = { for i in 0..<9 { for j in 0..<9 { if i * j == 12 { return (i, j) } } } }\nf()", "(2, 6)"),
      (
        "f(n) = if n < 0 { return \"negative\" } else { \"positive\" }\n(f(-1), f(1))",
        "(\"negative\", \"positive\")"
      ),
      ("total = 0\n(1, 2, 3).map { x in total += x }\ntotal", "6"),
      ("x = 1\nf() = { x = 2; x }\n(f(), x)", "(2, 1)"),
      ("make() = { n = 0; repeat(3) { i in n += i }; () -> n }\nmake()()", "3"),
      ("x = if false { 1 }\nx", "none"), ("while true { break }\n1", "1"), ("{}.len()", "0"),
      ("type({})", "\"record of 0\""),
    ])
  func language(code: String, shown: String) throws { #expect(try value(code) == shown, "\(code)") }

  @Test(
    "mistakes are told by their codes",
    arguments: [
      ("().pop()", "X01"), ("(1, 2).pop(5)", "X01"), ("xs = (1,)\nxs.remove(2)", "V06"),
      ("(1,).index(2)", "V06"),
      ("sorted((1, \"a\"))", "T02"), ("max(())", "V07"), ("xs = (1, 2, 3)\nxs[::2] = (1,)", "V13"),
      ("xs = (1,)\nxs[0:1] = 5", "T14"),
      ("xs = (1, 2)\nxs[1, 2] = 3", "X03"), ("xs = (1,)\nxs[3] = 1", "X01"), ("r = {}\nr.x += 1", "N05"),
      ("{}[\"a\"]", "X02"),
      ("r = {}\nr.pop(\"a\")", "X02"), ("r = {}\nr.remove(\"a\")", "X02"), ("d = {}\nd[[1, 2]] = 1", "T07"),
      ("\"a\".split(\"\")", "V08"), ("\"a\".center(5, \"ab\")", "V20"), ("\"a\".ljust(10^9)", "V20"),
      ("ord(\"ab\")", "V15"),
      ("chr(-1)", "V15"), ("chr(55296)", "V15"), ("from_bytes((256,))", "V15"),
      ("from_bytes((255,), errors=\"strict\")", "V15"),
      ("int(\"1.5\")", "V05"), ("int(\"9\", 8)", "V05"), ("int(\"1\", 99)", "V20"), ("float(\"x\")", "V05"),
      ("range(0, 1, 0)", "V16"),
      ("factorial(21)", "O01"), ("factorial(-1)", "V20"), ("comb(100, 50)", "O01"),
      ("lcm(10^18, 10^18 - 1)", "O01"),
      ("parse_json(\"{{\")", "V18"), ("json(nan)", "V18"), ("json(x -> x)", "T18"),
      ("read_text(\"no/such\")", "F01"),
      ("load(\"no/such\")", "F01"), ("import \"no/such.md\"", "F03"), ("f(*xs, y) = 1", "P15"),
      ("f(*xs, *ys) = 1", "P15"),
      ("f(*xs, by=1) = by\nf(b=2)", "K02"), ("f(a, b=1) = a\nf(1, a=2)", "K03"),
      ("(a, b) = (1, 2, 3)", "V02"),
      ("(a, b) = 5", "T10"), ("r = {a: 1}\nr.a.b = 2", "T06"), ("x = [1, 2]\nx[0:1] = [1, 2, 3]", "S10"),
      ("\"abc\"[1:2] = \"x\"", "T06"), ("(0..<3)[0] = 1", "T06"), ("value_counts(([1],))", "T07"),
      ("format(1, \"zz\")", "V04"),
    ])
  func mistakes(code: String, expected: String) throws {
    let error = try failure(code)
    #expect(error.code == expected, "\(code): \(error.message)")
  }
}
