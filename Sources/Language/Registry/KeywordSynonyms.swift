/// What PyTorch and NumPy call parameters that have another name here, so that their code runs as it is.
enum KeywordSynonyms {
  /// Our names for theirs, the likeliest first.
  static func of(_ name: String) -> [String] { table[name] ?? [] }

  private static let table: [String: [String]] = [
    // Axes.
    "dim": ["axis"], "dims": ["axis", "axes"], "axes": ["axis"], "axis": ["axes"],
    "dim0": ["axis1"], "dim1": ["axis1", "axis2"], "dim2": ["axis2"], "start_dim": ["start"],
    "end_dim": ["end"],
    "source": ["source"], "destination": ["target"], "dimension": ["axis"], "keepdim": ["keepdims"],
    "keep_dims": ["keepdims"],
    // Operands.
    "self": ["x", "a"], "tensor": ["x"], "other": ["y", "b"], "mat1": ["a"], "mat2": ["b"], "vec": ["b"],
    "vec2": ["y"], "exponent": ["y"], "end": ["y"], "A": ["a"], "B": ["b"], "operands": ["tensors"],
    "x1": ["x"], "x2": ["y"], "target": ["y"], "var": ["variance"], "input1": ["x1"], "input2": ["x2"],
    "tensor1": ["a"], "tensor2": ["b"], "src": ["values"], "boundaries": ["boundaries"],
    "sorted_sequence": ["sorted"], "test_elements": ["elements"], "indices": ["index", "positions"],
    "query": ["q"], "key": ["k"], "value": ["v"], "attn_mask": ["mask"], "is_causal": ["causal"],
    "dropout_p": ["dropout"],
    // Sizes and counts.
    "size": ["shape", "sizes"], "sizes": ["shape"], "newshape": ["shape"], "steps": ["count"],
    "num": ["count"],
    "num_samples": ["count"], "step": ["step"], "kernel_size": ["size"], "output_size": ["size"],
    "num_classes": ["classes"], "num_groups": ["groups"], "chunks": ["pieces"], "repeats": ["times"],
    "reps": ["times"], "shifts": ["shift"], "split_size_or_sections": ["sizes"], "split_size": ["sizes"],
    "indices_or_sections": ["sizes"], "fill_value": ["value"], "pad": ["margins"], "pad_width": ["margins"],
    "upscale_factor": ["factor"], "downscale_factor": ["factor"],
    // Numbers and switches.
    "correction": ["ddof"], "unbiased": ["ddof"], "negative_slope": ["slope"], "lambd": ["lambda"],
    "min_val": ["min"], "max_val": ["max"], "a_min": ["min"], "a_max": ["max"], "offset": ["diagonal"],
    "k": ["diagonal"], "full_matrices": ["full"], "N": ["n"], "rtol": ["rcond"], "ord": ["p"],
    "padding_idx": ["padding_index"], "divisor": ["divisor_override"], "values": ["at_zero"],
  ]
}
