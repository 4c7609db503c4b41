import Testing

@Suite("Dtypes")
struct DTypeTests {
  @Test(
    "a number that does not fit is an error that names it, never another number",
    arguments: [
      ("[250].to(u8) + 10", "O02", "260 does not fit in u8"),
      ("[1, 2].to(u8) - [2, 1].to(u8)", "O02", "-1 does not fit in u8"),
      ("-[1].to(u8)", "O02", "-1 does not fit in u8"),
      ("[2_000_000_000].to(i32) * 2", "O02", "4000000000 does not fit in i32"),
      ("[300].to(u8)", "O02", "300 does not fit in u8, which holds 0 to 255"),
      ("[1e30].to(i64)", "O02", "1e+30 does not fit in i64"),
      ("[nan].to(i32)", "O02", "nan does not fit in i32"),
      ("[9223372036854775807] + 1", "O01", "`+`: a result does not fit"),
      ("[-9223372036854775807] - 2", "O01", "`-`"),
      ("[4000000000] * 4000000000", "O01", "`*`"),
      ("[10] ^ 19", "O01", "`^`"),
      ("[-9223372036854775807 - 1] // -1", "O01", "`//`"),
      ("sum([9223372036854775807, 1])", "O01", "`sum`"),
      ("prod([4000000000, 4000000000])", "O01", "`prod`"),
      ("cumsum([9223372036854775807, 1])", "O01", "`cumsum`"),
      ("[[4000000000]] @ [[4000000000]]", "O01", "`@`"),
    ])
  func overflow(_ code: String, _ errorCode: String, _ message: String) throws {
    let error = try failure(code)
    #expect(error.code == errorCode)
    #expect(error.message.contains(message), "\(error.message)")
  }

  @Test("the largest values still fit")
  func limits() throws {
    #expect(try value("[250].to(u8) + 5") == "[255]  u8[1]")
    #expect(try value("[9223372036854775806] + 1") == "[9223372036854775807]  i64[1]")
    #expect(try value("[3] ^ 39") == "[4052555153018976267]  i64[1]")
    #expect(try value("[-1.9, 255.9].to(i64).to(i32)") == "[ -1, 255]  i32[2]")
  }

  @Test("parameters of 16 bits have gradients and updates of 16 bits")
  func parameters() throws {
    let setup = "w = param([1.0, 2.0].to(bf16))\nsum(w * w).backward()\n"
    #expect(try value(setup + "w.grad") == "[2., 4.]  bf16[2]")
    #expect(try value(setup + "w -= 0.25 * w.grad\nw") == "param [0.5000, 1.0000]  bf16[2]")
  }

  @Test("a number takes the dtype of the tensors it meets, in operators and in functions")
  func weak() throws {
    #expect(try value("(maximum([1.0].to(f32), 0.5)).dtype") == "\"f32\"")
    #expect(try value("(where([true], [1.0].to(f16), 0)).dtype") == "\"f16\"")
    #expect(try value("([1].to(u8) + 1).dtype") == "\"u8\"")
    #expect(try value("([1].to(u8) / 2).dtype") == "\"f64\"")
  }

  @Test("indices of any integer dtype will do")
  func indices() throws {
    #expect(try value("[5, 6, 7][[2, 0].to(i32)]") == "[7, 5]  i64[2]")
    #expect(try value("embedding([[1], [2]], [1].to(u8))") == "[[2]]  i64[1, 1]")
    #expect(try failure("embedding([[1], [2]], [1.0])").code == "X13")
  }

  @Test("sizes may stand in a row or in a list")
  func sizes() throws {
    #expect(try value("zeros(2, 3).shape") == "(2, 3)")
    #expect(try value("zeros((2, 3), dtype=f16).reshape(3, -1).shape") == "(3, 2)")
    #expect(try value("randint(0, 9, 4, 5).shape") == "(4, 5)")
    #expect(try value("ones(2, 3, 4).permute(2, 0, 1).shape") == "(4, 2, 3)")
    #expect(try failure("ones(6).reshape((2, 3), 4)").code == "A02")
  }
}
