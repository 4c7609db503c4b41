/// A table, a text or a model that notebooks use: what it is, where it comes from, how it is read.
public struct DataSet: Sendable {
  /// One file of it.
  public struct File: Sendable {
    /// What it is called here.
    public var name: String
    /// Where it is in the package; what ends in .gz there is unpacked.
    public var path: String
    /// Of the file as it is here; nil where it depends on the release of the system.
    public var sha256: String?
    /// Lines at the beginning that are none of the table.
    public var skippedLines: Int

    init(_ name: String, _ path: String, sha256: String? = nil, skippedLines: Int = 0) {
      (self.name, self.path, self.sha256, self.skippedLines) = (name, path, sha256, skippedLines)
    }
  }

  public enum Source: Sendable, Equatable {
    /// In the folder `Data` of these sources.
    case shipped
    /// A package of Python's index, with its version. Nothing in it is run.
    case pip(String)
    /// A package of Debian's.
    case apt(String)
  }

  public var name: String
  /// One line.
  public var summary: String
  public var licence: String
  public var source: Source
  public var files: [File]
  /// Bytes of the files, and of the package that they come in.
  public var bytes: Int
  public var download: Int
  /// Code that reads it in a cell, where something in the language does.
  public var example: String?

  /// How cells name its files.
  public var paths: [String] {
    files.map { source == .shipped ? "data:\($0.name)" : "data:\(name)/\($0.name)" }
  }

  init(
    _ name: String, _ summary: String, licence: String, _ source: Source, _ files: [File], bytes: Int,
    download: Int = 0, example: String?
  ) {
    (self.name, self.summary, self.licence, self.source) = (name, summary, licence, source)
    (self.files, self.bytes, self.download, self.example) = (files, bytes, download, example)
  }
}
