import Language
import Library
import Tensors
import Testing

@Suite("Random order and choice")
struct RandomRowsTests {
  @Test(
    "take tensors, lists and tables",
    arguments: [
      ("rng.permutation(5)", "[0, 3, 1, 2, 4]  i64[5]"),
      ("rng.permutation((\"a\", \"b\", \"c\", \"d\", \"e\"))", "(\"a\", \"d\", \"b\", \"c\", \"e\")"),
      ("rng.permutation(table({x: 0..<5})).x", "[0, 3, 1, 2, 4]  i64[5]"),
      ("rng.permutation(table({x: (\"a\", none, \"c\", \"d\", \"e\")})).x[1]", "\"d\""),
      ("rng.permutation(0..<5)", "[0, 3, 1, 2, 4]  i64[5]"),
      ("rng.shuffle([[0, 1], [2, 3]]).shape", "(2, 2)"),
      ("rng.choice((\"a\", \"b\"), 3, p=[0, 1])", "(\"b\", \"b\", \"b\")"),
      ("rng.choice((\"a\", \"b\"), p=[0, 1])", "\"b\""), ("rng.choice([1.5, 2.5], p=[0, 1])", "2.5"),
      ("rng.choice([[1, 2], [3, 4]], p=[0, 1])", "[3, 4]  i64[2]"),
      ("x = [1, 2, 3]\nrng.shuffle(x)\nx", "[1, 2, 3]  i64[3]"),
    ])
  func rows(code: String, shown: String) throws {
    #expect(try value("rng = numpy_random(2310)", code) == shown)
  }

  @Test("parts of a table are the rows that parts of a tensor are")
  func tables() throws {
    let parts = "train_test_split(arange(20), test_size=0.2, random_state=2310)[1]"
    #expect(try value(parts) == "[16, 13,  5, 15]  i64[4]")
    #expect(
      try value("train_test_split(table({x: 0..<20}), test_size=0.2, random_state=2310)[1].x")
        == "[16, 13,  5, 15]  i64[4]")
    #expect(
      try value("train_test_split(list(0..<20), test_size=0.2, random_state=2310)[1]") == "(16, 13, 5, 15)")
  }

  @Test("classes are the same whether numbers, texts or a column name them")
  func classes() throws {
    let split = "train_test_split(arange(6), test_size=0.5, seed=3, stratify="
    let numbers = try value("\(split)[0, 0, 2, 2, 1, 1])[1]")
    #expect(try value("\(split)(\"a\", \"a\", \"c\", \"c\", \"b\", \"b\"))[1]") == numbers)
    #expect(
      try value("t = table({x: (\"a\", \"a\", \"c\", \"c\", \"b\", \"b\")})\n\(split)t.x)[1]") == numbers)
    #expect(try failure("\(split)(1, \"a\", 1, \"a\", 1, 1))").code == "T01")
  }

  @Test("sizes stand in a row or in a list")
  func sizes() throws {
    for call in ["normal(0, 1, 2, 3)", "normal(0, 1, (2, 3))", "uniform(0, 1, 2, 3)", "randint(9, (2, 3))"] {
      #expect(try value("\(call).shape") == "(2, 3)", "\(call)")
    }
    #expect(
      try value("seed(1)\na = randint(9, (4,))\nseed(1)\n(a == randint(0, 9, 4)).all()") == "true  bool[]")
    #expect(try value("type(normal(0, 1))") == "\"f64\"")
    #expect(
      try value("(rand(2, dtype=f32).dtype, normal(tensor([1, 2], dtype=f32), 1).dtype)")
        == "(\"f32\", \"f32\")")
  }
}
