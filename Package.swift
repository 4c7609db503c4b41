// swift-tools-version: 6.2
import PackageDescription

/// Layering is enforced here: a target may import only what its `dependencies` name,
/// and every dependency points down. `docs/architecture.md` explains each layer.
let cSettings: [CSetting] = [
  // Without optimisation the kernels are 100 times slower, which would make debug tests unusable.
  .unsafeFlags(["-O2"], .when(configuration: .debug)),
  .unsafeFlags(["-O3", "-fno-math-errno", "-fno-trapping-math"], .when(configuration: .release)),
]

/// The engine and the machine check exclusive access in debug builds, which every test runs in. In release
/// builds the checks would be a tenth of a small operation's time.
let fast: [SwiftSetting] = [
  .unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release))
]

let package = Package(
  name: "gradus",
  products: [
    
    
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
  ],
  targets: [
    // C and system libraries.
    .systemLibrary(
      name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),
    .target(name: "Kernels", cSettings: cSettings),

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
        "Formatting", "Tensors", "Kernels", .product(name: "Collections", package: "swift-collections"),
      ], swiftSettings: fast),
    .target(
      name: "Library",
      dependencies: ["Language", "Tensors", "Tables", "Statistics", "Plotting", "Formatting"],
      swiftSettings: fast),

    // Tests mirror Sources.
    .testTarget(name: "LanguageTests", dependencies: ["Language"], resources: [.copy("Cases")]),
    .testTarget(name: "LibraryTests", dependencies: ["Library", "Language", "Tensors"]),
  ],
  swiftLanguageModes: [.v6]
)
