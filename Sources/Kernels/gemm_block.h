// Blocks of a product, the way of Goto and van de Geijn, "Anatomy of High-Performance Matrix Multiplication" (2008):
// a panel of b waits in the first cache, rows of a in the second, a block of c in registers. gemm.c includes this
// once for each kind of element, with
//
//   T         the element
//   WIDTH     how many of them a vector holds
//   COLUMNS   columns of b that are packed together, a multiple of two vectors
//   MASK      which elements of a vector count
//   LOAD, STORE   of those; the others are 0, and are left alone
//   PAIR      a vector of two neighbours, again and again
//   SUMS      the sums of two neighbours each, side by side in the lower half
//   BESIDE    elements of the lower halves of two vectors, in turn
//   NAME(x)   x in this set
//
// which it takes back at its end.

typedef T NAME(vector) __attribute__((vector_size(WIDTH * sizeof(T)), aligned(sizeof(T))));
typedef T NAME(four) __attribute__((vector_size(4 * sizeof(T)), aligned(sizeof(T))));

enum { NAME(panel) = 2 * WIDTH };

// MARK: a block of results, in registers

/// `rows` × `width` results: 1 or 2 vectors, of the last one those in `mask`, or with 3 two whole ones. With `by_rows`
/// elements of one row of a lie side by side, `a_step` from row to row; otherwise those of one column do, `a_step` from
/// column to column. The first three are constants where this is inlined.
static inline __attribute__((always_inline)) void NAME(block)(
  int rows, int width, int by_rows, long k, T scale, const T *a, long a_step, const T *b, long b_row, T *c,
  long c_row, int adds, MASK mask, const T *ahead, long ahead_row) {
  const int vectors = width == 1 ? 1 : 2;
  const MASK all = (MASK)-1, masks[2] = {width == 1 ? mask : all, width == 3 ? all : mask};
  NAME(vector) sum[gemm_rows][2];
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++)
    for (int v = 0; v < vectors; v++) sum[i][v] = (NAME(vector)){0};
  // The results' lines are fetched while the terms are summed.
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++)
    for (int v = 0; v < vectors; v++) __builtin_prefetch(c + i * c_row + v * WIDTH, 1);
  // Two addresses for the rows of a: fourteen would not fit into registers.
  const T *lower = a + 8 * a_step;
  for (long p = 0; p < k; p++) {
    NAME(vector) right[2];
    for (int v = 0; v < vectors; v++) right[v] = LOAD(masks[v], b + v * WIDTH);
#pragma clang loop unroll(full)
    for (int i = 0; i < rows; i++) {
      T left = by_rows ? (i < 8 ? a[i * a_step] : lower[(i - 8) * a_step]) : a[i];
      for (int v = 0; v < vectors; v++) sum[i][v] += left * right[v];
    }
    b += b_row;
    a += by_rows ? 1 : a_step;
    lower += 1;
    // What is wanted next comes into the second cache meanwhile: a line of each of 16 rows, then the lines beside.
    __builtin_prefetch(ahead, 0, 2);
    ahead += p % 16 == 15 ? 64 / (long)sizeof(T) - 15 * ahead_row : ahead_row;
  }
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++)
    for (int v = 0; v < vectors; v++) {
      T *to = c + i * c_row + v * WIDTH;
      NAME(vector) result = scale * sum[i][v];
      STORE(to, masks[v], adds ? (NAME(vector))LOAD(masks[v], to) + result : result);
    }
}

typedef void (*NAME(kernel))(
  long k, T scale, const T *a, long a_step, const T *b, long b_row, T *c, long c_row, int adds, MASK mask,
  const T *ahead, long ahead_row);

#define BLOCK(rows, width, by_rows)                                                                       \
  static void NAME(block_##rows##_##width##_##by_rows)(                                                   \
    long k, T scale, const T *a, long a_step, const T *b, long b_row, T *c, long c_row, int adds, MASK mask, \
    const T *ahead, long ahead_row) {                                                                     \
    NAME(block)(rows, width, by_rows, k, scale, a, a_step, b, b_row, c, c_row, adds, mask, ahead, ahead_row); \
  }
#define BLOCKS(rows)                                                                                      \
  BLOCK(rows, 1, 0) BLOCK(rows, 2, 0) BLOCK(rows, 3, 0) BLOCK(rows, 1, 1) BLOCK(rows, 2, 1) BLOCK(rows, 3, 1)
BLOCKS(1) BLOCKS(2) BLOCKS(3) BLOCKS(4) BLOCKS(5) BLOCKS(6) BLOCKS(7)
BLOCKS(8) BLOCKS(9) BLOCKS(10) BLOCKS(11) BLOCKS(12) BLOCKS(13) BLOCKS(14)

#define KERNELS(rows)                                                                                     \
  {{NAME(block_##rows##_1_0), NAME(block_##rows##_2_0), NAME(block_##rows##_3_0)},                        \
   {NAME(block_##rows##_1_1), NAME(block_##rows##_2_1), NAME(block_##rows##_3_1)}}
/// By rows less one, whether a lies by rows, and width less one.
static const NAME(kernel) NAME(kernels)[gemm_rows][2][3] = {
  KERNELS(1), KERNELS(2), KERNELS(3), KERNELS(4), KERNELS(5), KERNELS(6), KERNELS(7),
  KERNELS(8), KERNELS(9), KERNELS(10), KERNELS(11), KERNELS(12), KERNELS(13), KERNELS(14)};
#undef BLOCK
#undef BLOCKS
#undef KERNELS

// MARK: a block of few columns

/// `rows` × up to half a vector of results. A vector holds two terms of each column side by side, so that it is full:
/// b is packed like that, rows of a give two neighbours at a time.
static inline __attribute__((always_inline)) void NAME(narrow)(
  int rows, long k, T scale, const T *a, long a_step, const T *b, T *c, long c_row, int adds, MASK mask) {
  NAME(vector) sum[gemm_rows];
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++) sum[i] = (NAME(vector)){0};
  const T *lower = a + 8 * a_step;
  for (long p = 0; p + 2 <= k; p += 2, a += 2, lower += 2, b += WIDTH) {
    NAME(vector) right = *(const NAME(vector) *)b;
#pragma clang loop unroll(full)
    for (int i = 0; i < rows; i++)
      sum[i] += (NAME(vector))PAIR(i < 8 ? a + i * a_step : lower + (i - 8) * a_step) * right;
  }
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++) {
    // A last term without a neighbour.
    T last[2] = {k % 2 ? (i < 8 ? a[i * a_step] : lower[(i - 8) * a_step]) : 0, 0};
    if (k % 2) sum[i] += (NAME(vector))PAIR(last) * *(const NAME(vector) *)b;
    NAME(vector) result = scale * (NAME(vector))SUMS(sum[i]);
    T *to = c + i * c_row;
    STORE(to, mask, adds ? (NAME(vector))LOAD(mask, to) + result : result);
  }
}

typedef void (*NAME(narrow_kernel))(
  long k, T scale, const T *a, long a_step, const T *b, T *c, long c_row, int adds, MASK mask);

#define NARROW(rows)                                                                                      \
  static void NAME(narrow_##rows)(                                                                        \
    long k, T scale, const T *a, long a_step, const T *b, T *c, long c_row, int adds, MASK mask) {        \
    NAME(narrow)(rows, k, scale, a, a_step, b, c, c_row, adds, mask);                                     \
  }
NARROW(1) NARROW(2) NARROW(3) NARROW(4) NARROW(5) NARROW(6) NARROW(7)
NARROW(8) NARROW(9) NARROW(10) NARROW(11) NARROW(12) NARROW(13) NARROW(14)
static const NAME(narrow_kernel) NAME(narrow_kernels)[gemm_rows] = {
  NAME(narrow_1), NAME(narrow_2), NAME(narrow_3), NAME(narrow_4), NAME(narrow_5), NAME(narrow_6), NAME(narrow_7),
  NAME(narrow_8), NAME(narrow_9), NAME(narrow_10), NAME(narrow_11), NAME(narrow_12), NAME(narrow_13),
  NAME(narrow_14)};
#undef NARROW

// MARK: panels of b, in memory of their own

static inline MASK NAME(mask)(long count) { return (MASK)((1u << count) - 1); }

/// to[p][j] = b[j][p] for four p and four j.
static inline void NAME(transpose)(const T *b, long step, T *to) {
  NAME(four) r0 = *(const NAME(four) *)b, r1 = *(const NAME(four) *)(b + step);
  NAME(four) r2 = *(const NAME(four) *)(b + 2 * step), r3 = *(const NAME(four) *)(b + 3 * step);
  NAME(four) low = __builtin_shufflevector(r0, r1, 0, 4, 1, 5), high = __builtin_shufflevector(r0, r1, 2, 6, 3, 7);
  NAME(four) low2 = __builtin_shufflevector(r2, r3, 0, 4, 1, 5);
  NAME(four) high2 = __builtin_shufflevector(r2, r3, 2, 6, 3, 7);
  *(NAME(four) *)to = __builtin_shufflevector(low, low2, 0, 1, 4, 5);
  *(NAME(four) *)(to + NAME(panel)) = __builtin_shufflevector(low, low2, 2, 3, 6, 7);
  *(NAME(four) *)(to + 2 * NAME(panel)) = __builtin_shufflevector(high, high2, 0, 1, 4, 5);
  *(NAME(four) *)(to + 3 * NAME(panel)) = __builtin_shufflevector(high, high2, 2, 3, 6, 7);
}

/// `m` columns of b, at most a panel of them, k rows. What belongs to columns that are missing stays as it is.
static void NAME(pack)(long k, long m, const T *b, long row, long column, T *to) {
  if (column == 1) {
    const MASK all = (MASK)-1, first = m < WIDTH ? NAME(mask)(m) : all, second = m > WIDTH ? NAME(mask)(m - WIDTH) : 0;
    for (long p = 0; p < k; p++, to += NAME(panel), b += row) {
      STORE(to, all, LOAD(first, b));
      STORE(to + WIDTH, all, LOAD(second, b + WIDTH));
    }
    return;
  }
  long p = 0, fours = row == 1 ? m / 4 * 4 : 0;
  if (fours > 0)
    for (; p + 4 <= k; p += 4) {
      for (long j = 0; j < fours; j += 4) NAME(transpose)(b + p + j * column, column, to + p * NAME(panel) + j);
      for (long j = fours; j < m; j++)
        for (long q = p; q < p + 4; q++) to[q * NAME(panel) + j] = b[q + j * column];
    }
  for (; p < k; p++)
    for (long j = 0; j < m; j++) to[p * NAME(panel) + j] = b[p * row + j * column];
}

// MARK: the product

typedef struct {
  long n, m, k;
  T scale;
  const T *a;
  long a_row, a_column;
  const T *b;
  long b_row, b_column;
  T *c;
  long c_row;
  int adds;
} NAME(product);

/// Rows of a as the blocks read them.
typedef struct {
  const T *start;
  /// From one row to the next, and what a block steps by.
  long row, step;
  int by_rows;
  /// At most so many at a time.
  int most;
} NAME(rows);

/// Rows top..., terms first... of a: where they are, unless columns lie apart, or lines would drive each other out of
/// the cache and are read more than once.
static NAME(rows) NAME(prepare)(
  const NAME(product) *c, long top, long rows, long first, long depth, int once, T *memory) {
  const T *from = c->a + top * c->a_row + first * c->a_column;
  if (c->a_column == 1) {
    int meets = gemm_meets(c->a_row * (long)sizeof(T));
    if (once || !meets) return (NAME(rows)){from, c->a_row, c->a_row, 1, meets ? 8 : gemm_rows};
    long step = depth + 16;
    for (long i = 0; i < rows; i++) memcpy(memory + i * step, from + i * c->a_row, (size_t)depth * sizeof(T));
    return (NAME(rows)){memory, step, step, 1, gemm_rows};
  }
  // Columns that lie close together are not moved any closer by copying them.
  if ((once || c->a_column <= 2 * rows) && c->a_row == 1) return (NAME(rows)){from, 1, c->a_column, 0, gemm_rows};
  for (long p = 0; p < depth; p++, from += c->a_column) {
    T *to = memory + p * rows;
    if (c->a_row == 1) memcpy(to, from, (size_t)rows * sizeof(T));
    else for (long i = 0; i < rows; i++) to[i] = from[i * c->a_row];
  }
  return (NAME(rows)){memory, 1, rows, 0, gemm_rows};
}

/// What is to be fetched while a strip is computed: `part` elements for each row of the strip, in 16 rows.
typedef struct {
  const T *start;
  long part, row;
} NAME(ahead);

/// Rows of a times one panel of b of `width` columns, into c at `out`.
static void NAME(strip)(
  const NAME(product) *c, NAME(rows) a, long rows, long depth, const T *panel, long panel_row, long width, T *out,
  int adds, NAME(ahead) next) {
  MASK mask = NAME(mask)(width > WIDTH ? width - WIDTH : width);
  long parts = (rows - 1) / a.most + 1;
  for (long part = 0, i = 0; part < parts; part++) {
    // Parts as large as each other: a last one of two rows would take as long as one of eight.
    long count = (rows - i) / (parts - part);
    NAME(kernels)[count - 1][a.by_rows][width == NAME(panel) ? 2 : width > WIDTH](
      depth, c->scale, a.start + i * a.row, a.step, panel, panel_row, out + i * c->c_row, c->c_row, adds, mask,
      next.start + i * next.part, next.row);
    i += count;
  }
}

/// b of a narrow result, two terms of each column side by side; 0 for what is missing.
static void NAME(pack_pairs)(long k, long m, const T *b, long row, long column, T *to) {
  if (column == 1) {
    const MASK mask = NAME(mask)(m), all = (MASK)-1;
    for (long p = 0; p < k; p += 2, b += 2 * row, to += WIDTH)
      STORE(to, all, BESIDE(LOAD(mask, b), LOAD(p + 1 < k ? mask : 0, b + row)));
    return;
  }
  memset(to, 0, (size_t)((k + 1) / 2 * WIDTH) * sizeof(T));
  if (row == 1)
    for (long j = 0; j < m; j++, b += column) {
      for (long p = 0; p + 2 <= k; p += 2) memcpy(to + p / 2 * WIDTH + 2 * j, b + p, 2 * sizeof(T));
      if (k % 2) to[k / 2 * WIDTH + 2 * j] = b[k - 1];
    }
  else
    for (long p = 0; p < k; p++, b += row)
      for (long j = 0; j < m; j++) to[p / 2 * WIDTH + 2 * j + p % 2] = b[j * column];
}

/// A result of at most half a vector's columns, from rows of a.
static void NAME(multiply_narrow)(const NAME(product) *c, T *memory) {
  long steps = (c->k - 1) / gemm_narrow_depth + 1, each = ((c->k - 1) / steps + 2) / 2 * 2;
  MASK mask = NAME(mask)(c->m);
  for (long first = 0; first < c->k; first += each) {
    long depth = smaller(each, c->k - first), parts = (c->n - 1) / gemm_rows + 1;
    NAME(pack_pairs)(depth, c->m, c->b + first * c->b_row, c->b_row, c->b_column, memory);
    for (long part = 0, i = 0; part < parts; part++) {
      long count = (c->n - i) / (parts - part);
      NAME(narrow_kernels)[count - 1](
        depth, c->scale, c->a + i * c->a_row + first, c->a_row, memory, c->c + i * c->c_row, c->c_row,
        c->adds || first > 0, mask);
      i += count;
    }
  }
}

/// Elements that `multiply` wants: for packed columns of b, and for rows of a.
static long NAME(memory)(long n, long m, long k) {
  if (m <= WIDTH / 2) {
    // Either packed terms of b, or the whole result and what the turned product wants.
    long turned = n > WIDTH / 2 ? NAME(memory)(m, n, k) + n * m : 0;
    return larger(larger(turned, (smaller(k, gemm_narrow_depth) + 2) / 2 * WIDTH), NAME(memory)(n, WIDTH, k));
  }
  long depth = smaller(k, gemm_depth), columns = (smaller(m, COLUMNS) + NAME(panel) - 1) / NAME(panel) * NAME(panel);
  return depth * columns + smaller(n, gemm_height) * (depth + 16);
}

static void NAME(multiply)(const NAME(product) *c, T *memory);

/// A narrow result whose columns of a lie in order: its transpose has full vectors.
static void NAME(multiply_turned)(const NAME(product) *c, T *memory) {
  NAME(product) turned = {
    c->m, c->n, c->k, c->scale, c->b, c->b_column, c->b_row, c->a, c->a_column, c->a_row, memory, c->n, 0};
  NAME(multiply)(&turned, memory + c->n * c->m);
  for (long i = 0; i < c->n; i++)
    for (long j = 0; j < c->m; j++) {
      T *to = c->c + i * c->c_row + j;
      *to = c->adds ? *to + memory[j * c->n + i] : memory[j * c->n + i];
    }
}

static void NAME(multiply)(const NAME(product) *c, T *memory) {
  if (c->m <= WIDTH / 2 && c->a_column == 1) return NAME(multiply_narrow)(c, memory);
  if (c->m <= WIDTH / 2 && c->n > WIDTH / 2 && c->a_row == 1) return NAME(multiply_turned)(c, memory);
  long steps = (c->k - 1) / gemm_depth + 1, each = (c->k - 1) / steps + 1;
  // Few rows: packing b would be a good part of the work.
  int in_place = c->n <= 6 * gemm_rows && c->b_column == 1 && !gemm_meets(c->b_row * (long)sizeof(T));
  // Rows of a that are read once, or that all fit into the first cache.
  int once = smaller(c->m, COLUMNS) <= NAME(panel) || c->n * c->k * (long)sizeof(T) <= 1 << 15;
  for (long left = 0; left < c->m; left += COLUMNS)
    for (long first = 0; first < c->k; first += each) {
      long columns = smaller(COLUMNS, c->m - left), depth = smaller(each, c->k - first);
      const T *b = c->b + first * c->b_row + left * c->b_column;
      // Packed columns that stay in the second cache.
      int is_small = columns * depth * (long)sizeof(T) <= 1 << 20;
      T *rest = memory + (columns + NAME(panel) - 1) / NAME(panel) * NAME(panel) * depth;
      for (long j = 0; j < columns && !in_place; j += NAME(panel))
        NAME(pack)(
          depth, smaller(NAME(panel), columns - j), b + j * c->b_column, c->b_row, c->b_column, memory + j * depth);
      for (long top = 0; top < c->n; top += gemm_height) {
        long rows = smaller(gemm_height, c->n - top);
        NAME(rows) a = NAME(prepare)(c, top, rows, first, depth, once, rest);
        // With the first panel come the next rows of a, with the others the panel after them.
        const NAME(ahead) nothing = {a.start, 0, 0};
        long later = columns <= NAME(panel) ? gemm_rows : rows;
        NAME(ahead) next = {c->a + (top + later) * c->a_row + first * c->a_column, c->a_row, c->a_row};
        if (c->a_column != 1 || top + later >= c->n) next = nothing;
        for (long j = 0; j < columns; j += NAME(panel)) {
          NAME(strip)(
            c, a, rows, depth, in_place ? b + j : memory + j * depth, in_place ? c->b_row : NAME(panel),
            smaller(NAME(panel), columns - j), c->c + top * c->c_row + left + j, c->adds || first > 0, next);
          long part = NAME(panel) * depth / rows;
          next = (NAME(ahead)){memory + (j + 2 * NAME(panel)) * depth, part, part * gemm_rows / 16};
          if (is_small || in_place) next = nothing;
        }
      }
    }
}

#undef T
#undef WIDTH
#undef COLUMNS
#undef MASK
#undef LOAD
#undef STORE
#undef PAIR
#undef SUMS
#undef BESIDE
#undef NAME
