/// `\alpha` and Tab gives α: Julia's names for the symbols of the language.
enum UnicodeNames {
  static let table: [String: String] = [
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "zeta": "ζ", "eta": "η",
    "theta": "θ",
    "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ",
    "sigma": "σ",
    "tau": "τ", "upsilon": "υ", "phi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ",
    "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
    "nabla": "∇", "del": "∇", "sqrt": "√", "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "ne": "≠",
    "neq": "≠",
    "times": "×", "cdot": "·", "in": "∈", "infty": "∞", "infinity": "∞", "squared": "²", "cubed": "³",
  ]

  /// How a symbol is typed, the shortest way; nil for anything else.
  static func name(of symbol: String) -> String? {
    table.filter { $0.value == symbol }.keys.min { ($0.count, $0) < ($1.count, $1) }
  }
}
