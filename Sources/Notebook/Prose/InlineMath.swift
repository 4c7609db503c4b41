/// LaTeX mathematics as Unicode text: enough for a formula in prose; what it does not know stays readable.
enum InlineMath {
  static func unicode(_ latex: String) -> String {
    var reader = Reader(rest: latex[...])
    return reader.group(until: nil, depth: 0)
  }

  private struct Reader {
    var rest: Substring

    /// Text up to `end`, which is taken too.
    mutating func group(until end: Character?, depth: Int) -> String {
      var result = ""
      while let next = rest.first {
        rest.removeFirst()
        if next == end { return result }
        switch next {
        case "\\": result += command(depth)
        case "{": result += depth < 50 ? group(until: "}", depth: depth + 1) : ""
        case "}", "$": break
        case "^": result += script(argument(depth), InlineMath.superscripts, "^")
        case "_": result += script(argument(depth), InlineMath.subscripts, "_")
        case "~": result += " "
        default: result.append(next)
        }
      }
      return result
    }

    /// A braced group, a command, or one character.
    mutating func argument(_ depth: Int) -> String {
      while rest.first == " " { rest.removeFirst() }
      guard let next = rest.first else { return "" }
      rest.removeFirst()
      if next == "{" { return depth < 50 ? group(until: "}", depth: depth + 1) : "" }
      return next == "\\" ? command(depth) : String(next)
    }

    private func script(_ text: String, _ table: [Character: Character], _ mark: String) -> String {
      let mapped = text.compactMap { table[$0] }
      if mapped.count == text.count { return String(mapped) }
      return text.count == 1 ? mark + text : "\(mark)(\(text))"
    }

    mutating func command(_ depth: Int) -> String {
      let name = String(rest.prefix { $0.isASCII && $0.isLetter })
      if name.isEmpty {
        guard let symbol = rest.first else { return "" }
        rest.removeFirst()
        return [",", ";", ":", " ", "!"].contains(symbol)
          ? (symbol == "!" ? "" : " ") : symbol == "\\" ? "\n" : String(symbol)
      }
      rest = rest.dropFirst(name.count)
      if let symbol = InlineMath.symbols[name] {
        // A space after a letter-like command only ended its name.
        if rest.first == " ", symbol.first?.isLetter ?? false,
          !(rest.dropFirst().first.map { "=+-<>".contains($0) } ?? true)
        {
          rest.removeFirst()
        }
        return symbol
      }
      if let accent = InlineMath.accents[name] { return accented(argument(depth), accent) }
      switch name {
      case "frac", "dfrac", "tfrac":
        let top = argument(depth), bottom = argument(depth)
        return "\(wrapped(top))/\(wrapped(bottom))"
      case "sqrt":
        let inside = argument(depth)
        return "√" + (inside.count > 1 ? "(\(inside))" : inside)
      case "text", "mathrm", "mathbf", "mathit", "mathcal", "mathbb", "operatorname", "boldsymbol":
        return argument(depth)
      case "left", "right", "displaystyle", "limits", "quad", "qquad":
        return name.hasSuffix("quad") ? "  " : ""
      default: return name
      }
    }

    private func wrapped(_ text: String) -> String {
      text.contains { "+-−·/ ".contains($0) } ? "(\(text))" : text
    }

    /// The combining mark goes after the first letter.
    private func accented(_ text: String, _ mark: String) -> String {
      guard let first = text.first else { return mark }
      return String(first) + mark + text.dropFirst()
    }
  }

  private static let accents = [
    "hat": "\u{302}", "bar": "\u{304}", "tilde": "\u{303}", "vec": "\u{20D7}", "dot": "\u{307}",
    "overline": "\u{304}",
  ]

  private static let symbols: [String: String] = [
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε", "zeta": "ζ",
    "eta": "η",
    "theta": "θ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π",
    "rho": "ρ",
    "sigma": "σ", "tau": "τ", "upsilon": "υ", "phi": "φ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω",
    "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Phi": "Φ",
    "Psi": "Ψ",
    "Omega": "Ω", "sum": "Σ", "prod": "∏", "int": "∫", "partial": "∂", "nabla": "∇", "infty": "∞",
    "cdot": "·", "times": "×",
    "pm": "±", "mp": "∓", "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥", "neq": "≠", "ne": "≠", "approx": "≈",
    "sim": "∼",
    "propto": "∝", "equiv": "≡", "in": "∈", "notin": "∉", "subset": "⊂", "cup": "∪", "cap": "∩",
    "forall": "∀", "exists": "∃",
    "to": "→", "rightarrow": "→", "leftarrow": "←", "Rightarrow": "⇒", "mapsto": "↦", "ldots": "…",
    "cdots": "⋯", "dots": "…",
    "odot": "⊙", "oplus": "⊕", "otimes": "⊗", "top": "ᵀ", "mid": "|", "log": "log", "ln": "ln", "exp": "exp",
    "max": "max",
    "min": "min", "sin": "sin", "cos": "cos", "tanh": "tanh", "argmax": "argmax", "argmin": "argmin",
    "langle": "⟨", "rangle": "⟩",
    "lVert": "‖", "rVert": "‖", "Vert": "‖", "ell": "ℓ",
  ]

  private static let superscripts: [Character: Character] = [
    "0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵", "6": "⁶", "7": "⁷", "8": "⁸", "9": "⁹",
    "+": "⁺", "-": "⁻",
    "=": "⁼", "(": "⁽", ")": "⁾", "n": "ⁿ", "i": "ⁱ", "T": "ᵀ", "ᵀ": "ᵀ", "a": "ᵃ", "b": "ᵇ", "c": "ᶜ",
    "d": "ᵈ", "e": "ᵉ",
    "k": "ᵏ", "m": "ᵐ", "p": "ᵖ", "t": "ᵗ", "x": "ˣ", "y": "ʸ", "*": "*",
  ]

  private static let subscripts: [Character: Character] = [
    "0": "₀", "1": "₁", "2": "₂", "3": "₃", "4": "₄", "5": "₅", "6": "₆", "7": "₇", "8": "₈", "9": "₉",
    "+": "₊", "-": "₋",
    "=": "₌", "(": "₍", ")": "₎", "a": "ₐ", "e": "ₑ", "h": "ₕ", "i": "ᵢ", "j": "ⱼ", "k": "ₖ", "l": "ₗ",
    "m": "ₘ", "n": "ₙ",
    "o": "ₒ", "p": "ₚ", "r": "ᵣ", "s": "ₛ", "t": "ₜ", "u": "ᵤ", "v": "ᵥ", "x": "ₓ",
  ]
}
