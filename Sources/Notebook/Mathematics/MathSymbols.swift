/// What LaTeX's commands stand for: one table for every form a formula is shown in.
enum MathSymbols {
  /// The symbol of a command, and how it behaves.
  static func symbol(_ name: String) -> MathNode? {
    if let text = letters[name] { return .symbol(text, .identifier) }
    if let text = ordinary[name] { return .symbol(text, .ordinary) }
    if let text = binary[name] { return .symbol(text, .binary) }
    if let text = relations[name] { return .symbol(text, .relation) }
    if let text = large[name] { return .symbol(text, .large) }
    if let text = fences[name] { return .symbol(text.text, text.isOpen ? .open : .close) }
    if functions.contains(name) { return .symbol(name, .function) }
    return nil
  }

  private static let letters: [String: String] = [
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε", "zeta": "ζ",
    "eta": "η", "theta": "θ", "vartheta": "ϑ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ",
    "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ", "varrho": "ϱ", "sigma": "σ", "varsigma": "ς", "tau": "τ",
    "upsilon": "υ", "phi": "φ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ",
    "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Upsilon": "Υ",
    "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω", "ell": "ℓ", "hbar": "ℏ", "imath": "ı", "jmath": "ȷ", "Re": "ℜ",
    "Im": "ℑ", "aleph": "ℵ", "top": "⊤",
  ]

  private static let ordinary: [String: String] = [
    "partial": "∂", "nabla": "∇", "infty": "∞", "forall": "∀", "exists": "∃", "nexists": "∄",
    "emptyset": "∅", "varnothing": "∅", "ldots": "…", "dots": "…", "cdots": "⋯", "vdots": "⋮", "ddots": "⋱",
    "bot": "⊥", "neg": "¬", "lnot": "¬", "prime": "′", "degree": "°", "circ": "∘", "angle": "∠",
    "square": "□", "checkmark": "✓", "dagger": "†", "star": "⋆", "bullet": "•", "%": "%", "#": "#",
    "&": "&", "$": "$", "_": "_",
  ]

  private static let binary: [String: String] = [
    "cdot": "·", "times": "×", "div": "÷", "pm": "±", "mp": "∓", "ast": "∗", "odot": "⊙", "oplus": "⊕",
    "ominus": "⊖", "otimes": "⊗", "cup": "∪", "cap": "∩", "setminus": "∖", "wedge": "∧", "land": "∧",
    "vee": "∨", "lor": "∨",
  ]

  private static let relations: [String: String] = [
    "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥", "neq": "≠", "ne": "≠", "approx": "≈", "sim": "∼",
    "simeq": "≃", "cong": "≅", "propto": "∝", "equiv": "≡", "ll": "≪", "gg": "≫", "lt": "<", "gt": ">",
    "in": "∈", "notin": "∉", "ni": "∋", "subset": "⊂", "subseteq": "⊆", "supset": "⊃", "supseteq": "⊇",
    "to": "→", "rightarrow": "→", "leftarrow": "←", "gets": "←", "leftrightarrow": "↔", "Rightarrow": "⇒",
    "Leftarrow": "⇐", "Leftrightarrow": "⇔", "implies": "⇒", "iff": "⇔", "mapsto": "↦",
    "longrightarrow": "⟶", "perp": "⊥", "parallel": "∥", "mid": "|", "coloneqq": "≔", "triangleq": "≜",
    "uparrow": "↑", "downarrow": "↓",
  ]

  private static let large: [String: String] = [
    "sum": "∑", "prod": "∏", "int": "∫", "iint": "∬", "oint": "∮", "bigcup": "⋃", "bigcap": "⋂",
    "bigoplus": "⨁", "coprod": "∐",
  ]

  private static let functions: Set<String> = [
    "log", "ln", "lg", "exp", "max", "min", "sup", "inf", "lim", "sin", "cos", "tan", "cot", "arcsin",
    "arccos", "arctan", "sinh", "cosh", "tanh", "argmax", "argmin", "det", "dim", "ker", "rank", "tr", "Pr",
    "softmax", "sigmoid", "relu", "Var", "Cov", "diag", "gcd", "deg", "sgn", "sign", "mod", "bmod",
  ]

  private static let fences: [String: (text: String, isOpen: Bool)] = [
    "langle": ("⟨", true), "rangle": ("⟩", false), "lVert": ("‖", true), "rVert": ("‖", false),
    "lvert": ("|", true), "rvert": ("|", false), "lfloor": ("⌊", true), "rfloor": ("⌋", false),
    "lceil": ("⌈", true), "rceil": ("⌉", false), "lbrace": ("{", true), "rbrace": ("}", false),
    "{": ("{", true), "}": ("}", false), "lbrack": ("[", true), "rbrack": ("]", false),
  ]

  /// Fences after `\left`, `\right` and `\middle` that are no single character.
  static func fence(_ name: String) -> String {
    if name == "|" || name == "Vert" { return "‖" }
    return name == "vert" ? "|" : fences[name]?.text ?? relations[name] ?? ""
  }

  static let superscripts: [Character: Character] = table(
    "0123456789+-−=()⊤T*′abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRUVWαβγδεθφχ",
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵀᵀ*′ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵁⱽᵂᵅᵝᵞᵟᵋᶿᵠᵡ")

  static let subscripts: [Character: Character] = table(
    "0123456789+-−=()aehijklmnoprstuvxβγρφχ", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ")

  private static func table(_ plain: String, _ raised: String) -> [Character: Character] {
    Dictionary(zip(plain, raised), uniquingKeysWith: { first, _ in first })
  }

  /// Capital letters of `\mathbb` and `\mathcal` that Unicode had before it had them all.
  private static let oddLetters: [MathNode.Alphabet: [Character: String]] = [
    .doubleStruck: ["C": "ℂ", "H": "ℍ", "N": "ℕ", "P": "ℙ", "Q": "ℚ", "R": "ℝ", "Z": "ℤ", "1": "𝟙"],
    .script: [
      "B": "ℬ", "E": "ℰ", "F": "ℱ", "H": "ℋ", "I": "ℐ", "L": "ℒ", "M": "ℳ", "R": "ℛ", "e": "ℯ", "g": "ℊ",
      "o": "ℴ",
    ],
  ]

  /// A letter in another alphabet; itself where Unicode has no such letter.
  static func letter(_ character: Character, _ alphabet: MathNode.Alphabet) -> String {
    if let odd = oddLetters[alphabet]?[character] { return odd }
    guard let code = character.asciiValue else { return String(character) }
    let first: UInt32
    switch alphabet {
    case .bold: first = 0x1D400
    case .script: first = 0x1D49C
    case .doubleStruck: first = 0x1D538
    }
    let offset: UInt32
    switch code {
    case 0x41...0x5A: offset = UInt32(code) - 0x41
    case 0x61...0x7A: offset = UInt32(code) - 0x61 + 26
    default: return String(character)
    }
    return Unicode.Scalar(first + offset).map { String(Character($0)) } ?? String(character)
  }
}
