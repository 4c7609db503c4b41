import Glibc
import Testing

/// `gradus data` and `gradus session list` as shells see them.
@Suite("Data and sessions from the command line")
struct DataCommandTests {
  private func place(_ name: String) -> String { "/tmp/gradus-shell-\(getpid())-\(time(nil))-\(name)" }

  @Test("`gradus data` lists what there is, for people and as JSON, and knows names that are nearly right")
  func data() {
    let list = Shell.run("GRADUS_DATA=/nosuch $GRADUS data list")
    #expect(list.status == 0 && list.text.contains("read_csv(\"data:engel.csv\")"), "\(list.text)")
    #expect(list.text.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(list.text)")
    let json = Shell.run("GRADUS_DATA=/nosuch $GRADUS data list --json | grep '\"name\": \"iris\"'")
    #expect(json.text.contains("\"state\": \"not here\"") && json.text.contains("\"licence\": \"CC BY 4.0\""))
    let wrong = Shell.run("$GRADUS data fetch adlt")
    #expect(wrong.status == 1 && wrong.text.contains("did you mean adult?"), "\(wrong.text)")
    let shipped = Shell.run("$GRADUS data fetch engel")
    #expect(shipped.status == 0 && shipped.text.contains("comes with Gradus"), "\(shipped.text)")
    #expect(Shell.run("$GRADUS data fetch").status == 2)
  }

  @Test("a fetch that can't keep anything says so")
  func failure() {
    let unwritable = Shell.run("GRADUS_DATA=/proc/nothing $GRADUS data fetch sunspots")
    #expect(unwritable.status == 1 && unwritable.text.contains("can't be written"), "\(unwritable.text)")
  }

  @Test("sessions are listed with their folders; what is shown names them; --new keeps the one before")
  func sessions() {
    let home = place("sessions")
    let setting = "export GRADUS_HOME=\(home) HOME=\(home); mkdir -p \(home)/notes; cd \(home)/notes;"
    let none = Shell.run("\(setting) $GRADUS session list")
    #expect(none.status == 0 && none.text == "No sessions yet.\n", "\(none.text)")
    _ = Shell.run("\(setting) printf 'x = 1\\nx + 1\\n' | $GRADUS --session work")
    let list = Shell.run("\(setting) $GRADUS session list").text.split(separator: "\n").map(String.init)
    #expect(list.count == 2 && list[0].hasPrefix("ID ") && list[1].contains("  work  ~/notes  "), "\(list)")
    let id = list.last?.prefix { $0 != " " } ?? ""
    for name in [String(id), "work", "~/notes", "."] {
      let shown = Shell.run("\(setting) $GRADUS session show '\(name)'")
      #expect(shown.text == "[1] x = 1\n[2] x + 1\nx : i64\n", "\(name): \(shown.text)")
    }
    let json = Shell.run("\(setting) $GRADUS session list --json").text
    #expect(json.contains("\"folder\": \"\(home)/notes\", \"cells\": 2,"), "\(json)")
    let new = Shell.run("\(setting) echo 'y = 2' | $GRADUS --session work --new").text
    #expect(new.contains("is called work-until-"), "\(new)")
    let names = Shell.run("\(setting) $GRADUS session list --json | grep -o '\"name\": \"[^\"]*\"'").text
    #expect(names.contains("\"work\"") && names.contains("\"work-until-"), "\(names)")
    let several = Shell.run("\(setting) $GRADUS session show ~/notes")
    #expect(several.status == 1 && several.text.contains("one of 2 sessions"), "\(several.text)")
    let deleted = Shell.run("\(setting) $GRADUS session delete work && $GRADUS session list --json")
    #expect(
      deleted.text.hasPrefix("deleted work of ~/notes\n") && !deleted.text.contains("\"work\""),
      "\(deleted.text)")
    #expect(Shell.run("\(setting) $GRADUS session delete work").status == 1)
  }

  @Test("a word that is no command is told from a file")
  func unknown() {
    let word = Shell.run("$GRADUS sesion list")
    #expect(word.status == 2 && word.text.contains("did you mean `gradus session`?"), "\(word.text)")
    let file = Shell.run("$GRADUS Package.swift")
    #expect(file.status == 2 && file.text.contains("`gradus run Package.swift`"), "\(file.text)")
  }
}
