extension Benchmark {
  /// Value iteration on a 12 × 12 grid with slips, written as one would in a lesson: states are records,
  /// their values a list of lists, moves a list of pairs.
  static var gridWorld: Benchmark {
    program(
      "grid world, 60 sweeps of 12 × 12",
      ours: """
        size = 12
        moves = ((0, 1), (1, 0), (0, -1), (-1, 0))
        walls = {(3, 3): true, (3, 4): true, (7, 8): true}
        fn step(state, move) {
          r = state.r + move[0]
          c = state.c + move[1]
          if r < 0 or r >= size or c < 0 or c >= size or (r, c) in walls { return state }
          {r: r, c: c}
        }
        reward(state) = if state.r == size - 1 and state.c == size - 1 { 1.0 } else { -0.04 }
        fn worth(values, state, move) {
          next = step(state, move)
          reward(next) + 0.9 * values[next.r][next.c]
        }
        fn sweep(values) {
          new = ()
          for r in 0..<size {
            row = ()
            for c in 0..<size {
              state = {r: r, c: c}
              best = -1000.0
              for i in 0..<4 {
                w = (0.8 * worth(values, state, moves[i]) + 0.1 * worth(values, state, moves[(i + 1) % 4])
                  + 0.1 * worth(values, state, moves[(i + 3) % 4]))
                best = max(best, w)
              }
              row.append(best)
            }
            new.append(row)
          }
          new
        }
        fn main() {
          values = ()
          for r in 0..<size { values.append((0.0,) * size) }
          for k in 0..<60 { values = sweep(values) }
          "{values[0][0]:.9f} {values[11][11]:.9f}"
        }
        """,
      python: """
        size = 12
        moves = [(0, 1), (1, 0), (0, -1), (-1, 0)]
        walls = {(3, 3): True, (3, 4): True, (7, 8): True}
        def step(state, move):
            r = state['r'] + move[0]
            c = state['c'] + move[1]
            if r < 0 or r >= size or c < 0 or c >= size or (r, c) in walls: return state
            return {'r': r, 'c': c}
        def reward(state):
            return 1.0 if state['r'] == size - 1 and state['c'] == size - 1 else -0.04
        def worth(values, state, move):
            next = step(state, move)
            return reward(next) + 0.9 * values[next['r']][next['c']]
        def sweep(values):
            new = []
            for r in range(size):
                row = []
                for c in range(size):
                    state = {'r': r, 'c': c}
                    best = -1000.0
                    for i in range(4):
                        w = (0.8 * worth(values, state, moves[i]) + 0.1 * worth(values, state, moves[(i + 1) % 4])
                             + 0.1 * worth(values, state, moves[(i + 3) % 4]))
                        best = max(best, w)
                    row.append(best)
                new.append(row)
            return new
        def main():
            values = []
            for r in range(size): values.append([0.0] * size)
            for k in range(60): values = sweep(values)
            return '"%.9f %.9f"' % (values[0][0], values[11][11])
        """, gives: "\"0.242680468 8.745603604\"")
  }
}
