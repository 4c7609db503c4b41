/// Tables, files, notebooks and formulas.
enum DataCodes {
  static let all: [ErrorExplanation] = [
    ErrorExplanation(
      "D01", "a column that is not there",
      "The message lists the columns.",
      wrong: """
        t = table({age: [20, 40, 60], sex: ("m", "f", "m"), y: [1.0, 2.0, 4.0]})
        t["agee"]
        """,
      right: """
        t = table({age: [20, 40, 60], sex: ("m", "f", "m"), y: [1.0, 2.0, 4.0]})
        t["age"]
        """),
    ErrorExplanation(
      "D02", "columns of different lengths",
      "A table's columns have one length.",
      wrong: "table({a: [1, 2], b: [1, 2, 3]})",
      right: "table({a: [1, 2], b: [1, 2]})"),
    ErrorExplanation(
      "D03", "two columns of one name",
      "Names tell columns apart."),
    ErrorExplanation(
      "D04", "a row that is not there",
      "Rows are counted from 0."),
    ErrorExplanation(
      "D05", "a mask of another length",
      "A mask has one entry for each row."),
    ErrorExplanation(
      "D06", "a column that is no numbers",
      "A column is read as text when one of its values is no number."),
    ErrorExplanation(
      "D10", "a file that is not there",
      "Paths start at the notebook's folder, or where `gradus` was started.",
      wrong: "read_csv(\"nothing.csv\")",
      right: "table({a: [1]})"),
    ErrorExplanation(
      "D11", "a folder in the place of a file",
      "Name the file in it.",
      wrong: "read_csv(\".\")",
      right: "table({a: [1]})"),
    ErrorExplanation(
      "D12", "a file that can't be read",
      "The system says why: often a permission."),
    ErrorExplanation(
      "D13", "a file that can't be written",
      "The system says why: often a folder that does not exist."),
    ErrorExplanation(
      "D14", "a file that is too large",
      "It does not fit in one read."),
    ErrorExplanation(
      "D20", "an empty file",
      "There is no header and no row."),
    ErrorExplanation(
      "D21", "a compressed file",
      "Unpack it first."),
    ErrorExplanation(
      "D22", "another encoding",
      "Files are UTF-8: convert with iconv."),
    ErrorExplanation(
      "D23", "bytes that are no UTF-8",
      "Older files are often Latin-1: convert with iconv."),
    ErrorExplanation(
      "D24", "a NUL byte",
      "This is no text file."),
    ErrorExplanation(
      "D25", "a row with another number of fields",
      "A field that contains the separator must be quoted."),
    ErrorExplanation(
      "D26", "a quote without an end",
      "A quoted field begins there and never ends."),
    ErrorExplanation(
      "D27", "text after a closing quote",
      "A quote inside a quoted field is written twice."),
    ErrorExplanation(
      "D28", "a header with a name twice",
      "Give names of your own: names=(\"a\", \"b\")."),
    ErrorExplanation(
      "D29", "another number of names than columns",
      "Give one name for each column."),
    ErrorExplanation(
      "D30", "a separator that can't be one",
      "It is a single ASCII character."),
    ErrorExplanation(
      "D90", "stored data that is damaged",
      "The session's file was changed from outside: run the cell again."),
    ErrorExplanation(
      "D91", "a built-in of another version",
      "The session refers to a function that this version does not have."),
    ErrorExplanation(
      "D92", "a value of another version",
      "This version can't read it back: run the cell again."),
    ErrorExplanation(
      "D93", "a file without a saved value",
      "`load` reads what `save` wrote; tables are read by `read_csv`, texts by `read_text`."),
    ErrorExplanation(
      "F01", "a notebook that is not there",
      "Check the path; notebooks end in .md."),
    ErrorExplanation(
      "F02", "a notebook that can't be read",
      "The system says why."),
    ErrorExplanation(
      "F03", "no imports here",
      "Notebooks are imported by `gradus` itself, not in a bare interpreter."),
    ErrorExplanation(
      "F04", "a notebook that is no text",
      "Notebooks are Markdown in UTF-8."),
    ErrorExplanation(
      "F05", "notebooks that import each other",
      "A notebook can't be imported while it is being imported. Put what both need into a third one."),
    ErrorExplanation(
      "N10", "a code block without an end",
      "It ends with a line of as many backticks as it began with."),
    ErrorExplanation(
      "N11", "options that are no YAML",
      "The front matter and `#|` lines are YAML."),
    ErrorExplanation(
      "N12", "an id used twice",
      "Ids tell outputs apart."),
    ErrorExplanation(
      "N13", "an output without its cell",
      "An output block follows the cell that it belongs to."),
    ErrorExplanation(
      "N20", "a Jupyter notebook that is no JSON",
      "A file that ends in .ipynb is a JSON file. This one was cut off, or is something else."),
    ErrorExplanation(
      "N21", "JSON that is no Jupyter notebook",
      "A notebook is an object with a list of cells."),
    ErrorExplanation(
      "N22", "a Jupyter notebook of another format",
      "Format 4 can be read; `jupyter nbconvert --to notebook --nbformat 4 FILE` changes older ones."),
    ErrorExplanation(
      "N23", "a Jupyter notebook with a cell that can't be read",
      "A cell has a type, and a source that is text."),
    ErrorExplanation(
      "M01", "a distribution's parameter",
      "The message tells what it must be."),
    ErrorExplanation(
      "M10", "a formula that can't be read",
      "Formulas are `y ~ x + C(z)`.",
      wrong: """
        t = table({age: [20, 40, 60], sex: ("m", "f", "m"), y: [1.0, 2.0, 4.0]})
        ols("y ~ C(sex", t)
        """,
      right: """
        t = table({age: [20, 40, 60], sex: ("m", "f", "m"), y: [1.0, 2.0, 4.0]})
        ols("y ~ age", t)
        """),
    ErrorExplanation(
      "M11", "a formula without `~`",
      "What is explained stands left of it, what explains right.",
      wrong: """
        t = table({age: [20, 40, 60], sex: ("m", "f", "m"), y: [1.0, 2.0, 4.0]})
        ols("y", t)
        """,
      right: """
        t = table({age: [20, 40, 60], sex: ("m", "f", "m"), y: [1.0, 2.0, 4.0]})
        ols("y ~ age", t)
        """),
    ErrorExplanation(
      "M12", "a formula with an unknown column",
      "The message lists the columns.",
      wrong: """
        t = table({age: [20, 40, 60], sex: ("m", "f", "m"), y: [1.0, 2.0, 4.0]})
        ols("y ~ agee", t)
        """,
      right: """
        t = table({age: [20, 40, 60], sex: ("m", "f", "m"), y: [1.0, 2.0, 4.0]})
        ols("y ~ age", t)
        """),
    ErrorExplanation(
      "M13", "an unknown function in a formula",
      "The message lists them.",
      wrong: """
        t = table({age: [20, 40, 60], sex: ("m", "f", "m"), y: [1.0, 2.0, 4.0]})
        ols("y ~ logg(age)", t)
        """,
      right: """
        t = table({age: [20, 40, 60], sex: ("m", "f", "m"), y: [1.0, 2.0, 4.0]})
        ols("y ~ log(age)", t)
        """),
    ErrorExplanation(
      "M14", "what formulas do not do",
      "Write it as a column of the table first."),
    ErrorExplanation(
      "M15", "text where a formula needs numbers",
      "A category is written `C(x)`."),
    ErrorExplanation(
      "M16", "a text to explain",
      "What is explained must be numbers.",
      wrong: """
        t = table({age: [20, 40, 60], sex: ("m", "f", "m"), y: [1.0, 2.0, 4.0]})
        ols("sex ~ age", t)
        """,
      right: """
        t = table({age: [20, 40, 60], sex: ("m", "f", "m"), y: [1.0, 2.0, 4.0]})
        ols("y ~ age", t)
        """),
    ErrorExplanation(
      "M17", "an unknown level",
      "The message lists the levels."),
    ErrorExplanation(
      "M18", "too many levels",
      "Numbers are used as they are without `C(…)`."),
    ErrorExplanation(
      "M19", "a hypothesis that is not linear",
      "Hypotheses are sums of coefficients times numbers."),
    ErrorExplanation(
      "M20", "no rows to fit",
      "All rows have a missing value, or there are none."),
    ErrorExplanation(
      "M21", "nothing to explain with",
      "The formula has no column right of `~`."),
    ErrorExplanation(
      "M22", "an infinite value",
      "The logarithm of 0 is infinite."),
    ErrorExplanation(
      "M23", "samples of different lengths",
      "They must have as many values."),
    ErrorExplanation(
      "M24", "too few values",
      "The message tells how many are needed."),
    ErrorExplanation(
      "M25", "a sample of equal values",
      "Its variance is 0, so nothing can be tested."),
    ErrorExplanation(
      "M26", "constraints that depend on each other",
      "Some follow from the others or contradict them."),
    ErrorExplanation(
      "M27", "a formula that is too long",
      "Split it, or make columns first."),
  ]
}
