// swift-tools-version: 6.2
import PackageDescription

/// Layering is enforced here: a target may import only what its `dependencies` name,
/// and every dependency points down. `docs/architecture.md` explains each layer.
let cSettings: [CSetting] = [
  // Without optimisation the kernels are 100 times slower, which would make debug tests unusable.
  .unsafeFlags(["-O2"], .when(configuration: .debug)),
  .unsafeFlags(["-O3"], .when(configuration: .release)),
  // Nobody reads errno or the exception flags, and square roots become one instruction. Functions of libm
  // stay calls, which a loop that asks for vectors may.
  .unsafeFlags(["-fno-math-errno", "-fno-trapping-math", "-Wno-pass-failed"]),
  // Where there are vectors of 512 bits, compilers use halves of them unless told otherwise.
  .unsafeFlags(["-mprefer-vector-width=512"]),
]

/// The engine and the machine check exclusive access in debug builds, which every test runs in. In release
/// builds the checks would be a tenth of a small operation's time.
///
/// References are counted without atomic instructions, which would be half of such an operation's time: one thread
/// runs the engine and the machine. The others that there are run C kernels over plain memory (`Kernels/threads.c`),
/// read requests (`KernelServer`) or watch the memory (`MemoryWatch`), and share no object of these modules.
/// Debug builds, and with them the thread sanitizer, count atomically.
let fast: [SwiftSetting] = [
  .unsafeFlags(
    ["-enforce-exclusivity=unchecked", "-Xfrontend", "-assume-single-threaded"],
    .when(configuration: .release))
]

let package = Package(
  name: "gradus",
  products: [
    .executable(name: "gradus", targets: ["gradus"]),
    .executable(name: "gradus-bench", targets: ["gradus-bench"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // C and system libraries.
    .systemLibrary(
      name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),
    .systemLibrary(name: "CXXHash", pkgConfig: "libxxhash", providers: [.apt(["libxxhash-dev"])]),
    .systemLibrary(name: "CReadline", providers: [.apt(["libreadline-dev"])]),
    .target(name: "CTerminal", dependencies: ["Kernels"]),
    .target(name: "Kernels", dependencies: ["COpenBLAS"], cSettings: cSettings),

    // The engine.
    .target(name: "Formatting"),
    .target(name: "Tensors", dependencies: ["Formatting", "Kernels", "COpenBLAS"], swiftSettings: fast),

    // What the built-ins are made of.
    .target(name: "Tables", dependencies: ["Formatting"]),
    .target(name: "Plotting", dependencies: ["Formatting"]),
    .target(name: "Statistics", dependencies: ["Formatting", "Tables", "COpenBLAS"]),

    // The language and what it offers.
    .target(
      name: "Language",
      dependencies: [
        "Formatting", "Tensors", "Kernels", "CXXHash",
        .product(name: "Collections", package: "swift-collections"),
      ], swiftSettings: fast),
    .target(
      name: "Library",
      dependencies: ["Language", "Tensors", "Tables", "Statistics", "Plotting", "Formatting"],
      resources: [.embedInCode("Prelude/Texts")], swiftSettings: fast),

    // Cells, files, sessions, the terminal.
    .target(
      name: "Notebook",
      dependencies: [
        "Library", "Language", "Tensors", "Tables", "Plotting", "Kernels", "Formatting",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "Yams", package: "Yams"),
      ], resources: [.embedInCode("Jupyter/gradus_kernel.py")]),
    .target(
      name: "Terminal",
      dependencies: ["Notebook", "Language", "Tensors", "Kernels", "Formatting", "CReadline", "CTerminal"]),
    .executableTarget(
      name: "gradus",
      dependencies: [
        "Terminal", "Notebook", "Language", "Formatting", "CTerminal",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(
      name: "gradus-bench",
      dependencies: [
        "Terminal", "Notebook", "Language", "Tables", "Tensors", "Kernels", "Formatting", "COpenBLAS",
        "CTerminal", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], resources: [.copy("Programs"), .copy("References")]),

    // Tests mirror Sources.
    .target(name: "TestSupport", path: "Tests/TestSupport"),
    .testTarget(name: "FormattingTests", dependencies: ["Formatting"], exclude: ["Cases"]),
    .testTarget(
      name: "TensorsTests", dependencies: ["Tensors", "Kernels", "TestSupport"], resources: [.copy("Cases")]),
    .testTarget(name: "TablesTests", dependencies: ["Tables"]),
    .testTarget(name: "PlottingTests", dependencies: ["Plotting", "Formatting"], exclude: ["Golden"]),
    .testTarget(
      name: "StatisticsTests", dependencies: ["Statistics", "Tables"], resources: [.copy("Cases")]),
    .testTarget(
      name: "LanguageTests", dependencies: ["Language", "TestSupport"], resources: [.copy("Cases")]),
    .testTarget(
      name: "LibraryTests", dependencies: ["Library", "Language", "Tensors", "TestSupport"],
      exclude: ["Cases", "Programs"]),
    .testTarget(
      name: "ConformanceTests", dependencies: ["Notebook", "Tensors", "Formatting"], exclude: ["References"],
      resources: [.copy("Cases")]),
    .testTarget(
      name: "NotebookTests",
      dependencies: [
        "Notebook", "Language", "Tensors", "Kernels", "Formatting",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      exclude: ["Cases", "References"]),
    .testTarget(
      name: "TerminalTests",
      dependencies: [
        "Terminal", "Notebook", "Library", "Language", "Formatting", "CTerminal", "gradus",
      ]),
  ],
  swiftLanguageModes: [.v6]
)

// `.ci/fuzz` builds this with libFuzzer's instrumentation; nothing else does.
if Context.environment["GRADUS_FUZZ"] != nil {
  package.targets.append(
    .executableTarget(
      name: "gradus-fuzz",
      dependencies: ["Notebook", "Library", "Language", "Tables", "Tensors", "Formatting", "Kernels"],
      path: "Tests/Fuzz", exclude: ["README.md"],
      // The system's linker stops at the debugging information of instrumented code.
      linkerSettings: [.unsafeFlags(["-use-ld=lld"])]))
}
