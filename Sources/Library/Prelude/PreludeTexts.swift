import Language

extension Prelude {
  /// The library's definitions in the language, from the texts that the program carries inside itself.
  public static let standard = Prelude([
    ("layers.gradus", text(PackageResources.layers_gradus)),
    ("readable.gradus", text(PackageResources.readable_gradus)),
    ("recurrent.gradus", text(PackageResources.recurrent_gradus)),
    ("attention.gradus", text(PackageResources.attention_gradus)),
    ("init.gradus", text(PackageResources.init_gradus)),
    ("losses.gradus", text(PackageResources.losses_gradus)),
    ("optimisers.gradus", text(PackageResources.optimisers_gradus)),
    ("schedules.gradus", text(PackageResources.schedules_gradus)),
    ("metrics.gradus", text(PackageResources.metrics_gradus)),
    ("data.gradus", text(PackageResources.data_gradus)),
  ])

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
