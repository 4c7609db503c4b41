#include "clones.h"
#include "include/rows.h"
#include "include/threads.h"
#include "vector_math_f32.h"
#include "sizes.h"
#include <stdlib.h>
#include <string.h>

// Sums may be taken in any order inside a row, which lets them run in vectors; the order depends on the length
// alone.
#define IN_ANY_ORDER _Pragma("clang fp reassociate(on)")

// The result may be the operand itself: each element is read before it is written.
#define FOR_EACH(FIRST, END) _Pragma("clang loop vectorize(assume_safety)") for (long i = FIRST; i < END; i++)

// One vector at a time: of short rows little is left over for single elements, and there is enough to do in a vector
// for another to begin meanwhile.
#define FOR_VECTORS(FIRST, END) \
  _Pragma("clang loop vectorize(assume_safety) interleave_count(1)") for (long i = FIRST; i < END; i++)

/// Elements that are worth a thread's attention.
enum { piece_elements = 1 << 14 };
static long rows_of_piece(long n) { return larger(1, piece_elements / larger(n, 1)); }

// MARK: sums

enum { block = 1024, wide_columns = 2048 };

/// Sum of up to BLOCK terms, and of any number by halves, from the terms or from the sums of their blocks.
#define LANE_SUM(S, T, BLOCK)                                                           \
  /* A few terms are added in their order: what cancels in the text cancels here. */    \
  static double few_sum_##S(long n, const T *a) {                                       \
    double sum = 0;                                                                     \
    for (long i = 0; i < n; i++) sum += (double)a[i];                                   \
    return sum;                                                                         \
  }                                                                                     \
  CLONES static double many_sum_##S(long n, const T *a) {                               \
    IN_ANY_ORDER                                                                        \
    double sum = 0;                                                                     \
    for (long i = 0; i < n; i++) sum += (double)a[i];                                   \
    return sum;                                                                         \
  }                                                                                     \
  double gradus_block_sum_##S(long n, const T *a) { return n < 16 ? few_sum_##S(n, a) : many_sum_##S(n, a); } \
  static long half_##S(long n) { return (n / 2 + BLOCK - 1) / BLOCK * BLOCK; }          \
  static double lane_sum_##S(long n, const T *a) {                                      \
    if (n <= BLOCK) return gradus_block_sum_##S(n, a);                                  \
    long half = half_##S(n);                                                            \
    return lane_sum_##S(half, a) + lane_sum_##S(n - half, a + half);                    \
  }                                                                                     \
  static double sum_of_lane_##S(long n, const double *blocks) {                         \
    if (n <= BLOCK) return blocks[0];                                                   \
    long half = half_##S(n);                                                            \
    return sum_of_lane_##S(half, blocks) + sum_of_lane_##S(n - half, blocks + half / BLOCK); \
  }
LANE_SUM(f64, double, GRADUS_SUM_BLOCK_F64)
LANE_SUM(f32, float, GRADUS_SUM_BLOCK_F32)

/// Of many terms, each piece is added by itself, by whichever thread; `gradus_sum` does the same.
#define SUM_OF_BLOCKS(S, BLOCK)                                                         \
  double gradus_sum_of_blocks_##S(long n, double *blocks) {                             \
    if (n <= 2 * piece_elements) return sum_of_lane_##S(n, blocks);                     \
    long pieces = 0;                                                                    \
    for (long i = 0; i < n; i += piece_elements, pieces++)                              \
      blocks[pieces] = sum_of_lane_##S(smaller(piece_elements, n - i), blocks + i / BLOCK); \
    return lane_sum_f64(pieces, blocks);                                                \
  }
SUM_OF_BLOCKS(f64, GRADUS_SUM_BLOCK_F64)
SUM_OF_BLOCKS(f32, GRADUS_SUM_BLOCK_F32)

/// Adds rows to sums of their columns.
#define COLUMN_SUM(NAME, T)                                                             \
  CLONES static void NAME(long rows, long step, long columns, const T *a, double *sums) { \
    for (long r = 0; r < rows; r++)                                                     \
      for (long i = 0; i < columns; i++) sums[i] += (double)a[r * step + i];            \
  }
COLUMN_SUM(column_sum_f64, double)
COLUMN_SUM(column_sum_f32, float)

// Three shapes of work: lanes of neighbours; few columns, whose rows are divided and the parts added in order;
// many columns, each a lane of its own.
#define SUM(NAME, LANE, COLUMN, T, R)                                                   \
  typedef struct { long length, inner, step, pieces; const T *a; R *out; double *parts; } NAME##_call; \
  static void NAME##_lanes(long begin, long end, void *context) {                       \
    NAME##_call *c = context;                                                           \
    for (long o = begin; o < end; o++) c->out[o] = (R)LANE(c->length, c->a + o * c->length); \
  }                                                                                     \
  static void NAME##_lane_parts(long begin, long end, void *context) {                  \
    NAME##_call *c = context;                                                           \
    c->parts[begin / c->step] = LANE(end - begin, c->a + begin);                        \
  }                                                                                     \
  static void NAME##_row_parts(long begin, long end, void *context) {                   \
    NAME##_call *c = context;                                                           \
    for (long p = begin; p < end; p++) {                                                \
      long o = p / c->pieces, first = p % c->pieces * c->step;                          \
      COLUMN(                                                                           \
        smaller(c->step, c->length - first), c->inner, c->inner,                        \
        c->a + (o * c->length + first) * c->inner, c->parts + p * c->inner);            \
    }                                                                                   \
  }                                                                                     \
  static void NAME##_columns(long begin, long end, void *context) {                     \
    NAME##_call *c = context;                                                           \
    double sums[wide_columns];                                                          \
    for (long p = begin; p < end; p++) {                                                \
      long o = p / c->pieces, first = p % c->pieces * wide_columns;                     \
      long columns = smaller(wide_columns, c->inner - first);                           \
      memset(sums, 0, sizeof sums);                                                     \
      COLUMN(c->length, c->inner, columns, c->a + o * c->length * c->inner + first, sums); \
      for (long i = 0; i < columns; i++) c->out[o * c->inner + first + i] = (R)sums[i]; \
    }                                                                                   \
  }                                                                                     \
  void NAME(long outer, long length, long inner, const T *a, R *out) {                  \
    NAME##_call c = {length, inner, 0, 1, a, out, NULL};                                \
    if (outer * inner == 0) return;                                                     \
    if (inner == 1 && outer == 1 && length > 2 * piece_elements) {                      \
      c.step = piece_elements;                                                          \
      c.pieces = (length - 1) / c.step + 1;                                             \
      c.parts = malloc((size_t)c.pieces * sizeof(double));                              \
      if (c.parts) {                                                                    \
        gradus_parallel(length, c.step, NAME##_lane_parts, &c);                         \
        out[0] = (R)lane_sum_f64(c.pieces, c.parts);                                    \
        free(c.parts);                                                                  \
        return;                                                                         \
      }                                                                                 \
    }                                                                                   \
    if (inner == 1) {                                                                   \
      gradus_parallel(outer, rows_of_piece(length), NAME##_lanes, &c);                  \
      return;                                                                           \
    }                                                                                   \
    if (inner < wide_columns) {                                                         \
      c.step = larger(64, piece_elements / inner);                                      \
      c.pieces = length == 0 ? 1 : (length - 1) / c.step + 1;                           \
      c.parts = calloc((size_t)(outer * c.pieces * inner), sizeof(double));             \
      if (c.parts) {                                                                    \
        long each = smaller(c.step, length) * inner;                                    \
        gradus_parallel(outer * c.pieces, larger(1, piece_elements / larger(each, 1)), NAME##_row_parts, &c); \
        for (long o = 0; o < outer; o++) {                                              \
          double *total = c.parts + o * c.pieces * inner;                               \
          for (long p = 1; p < c.pieces; p++)                                           \
            for (long i = 0; i < inner; i++) total[i] += total[p * inner + i];          \
          for (long i = 0; i < inner; i++) out[o * inner + i] = (R)total[i];            \
        }                                                                               \
        free(c.parts);                                                                  \
        return;                                                                         \
      }                                                                                 \
    }                                                                                   \
    c.pieces = (inner - 1) / wide_columns + 1;                                          \
    gradus_parallel(outer * c.pieces, larger(1, 16 / larger(length, 1)), NAME##_columns, &c); \
  }
SUM(gradus_sum_f64, lane_sum_f64, column_sum_f64, double, double)
SUM(gradus_sum_f32, lane_sum_f32, column_sum_f32, float, float)
SUM(gradus_sum_f32_wide, lane_sum_f32, column_sum_f32, float, double)

// MARK: softmax

// The largest of a row, nan left out: it comes back with the exponentials. Sixteen at a time, then halves of them:
// written with vectors, because compilers take such a tree apart into single elements.
#define LARGER(NAME, X, Y) ({                                                            \
    NAME##_lanes x_ = (X), y_ = (Y);                                                    \
    NAME##_bits is_larger = x_ > y_;                                                    \
    (NAME##_lanes)((is_larger & (NAME##_bits)x_) | (~is_larger & (NAME##_bits)y_));     \
  })
#define HALF(x, ...) __builtin_shufflevector(x, x, __VA_ARGS__, -1, -1, -1, -1, -1, -1, -1, -1)
#define LARGEST(NAME, T, I)                                                             \
  typedef T NAME##_lanes __attribute__((vector_size(16 * sizeof(T)), aligned(sizeof(T)))); \
  typedef I NAME##_bits __attribute__((vector_size(16 * sizeof(T)), aligned(sizeof(T)))); \
  static inline __attribute__((always_inline)) T NAME(long n, const T *x) {             \
    NAME##_lanes best = -(T)__builtin_inf() - (NAME##_lanes){0};                        \
    long i = 0;                                                                         \
    for (; i + 16 <= n; i += 16) best = LARGER(NAME, *(const NAME##_lanes *)(x + i), best); \
    best = LARGER(NAME, HALF(best, 8, 9, 10, 11, 12, 13, 14, 15), best);                   \
    best = LARGER(NAME, HALF(best, 4, 5, 6, 7, -1, -1, -1, -1), best);                     \
    best = LARGER(NAME, HALF(best, 2, 3, -1, -1, -1, -1, -1, -1), best);                   \
    T top = best[1] > best[0] ? best[1] : best[0];                                      \
    for (; i < n; i++) top = x[i] > top ? x[i] : top;                                   \
    return top;                                                                         \
  }                                                                                     \
  /* -∞ in the places from `seen` on, which are among the last sixteen of n. */         \
  static inline __attribute__((always_inline)) void NAME##_hide(long n, long seen, T *x) { \
    const T never = -(T)__builtin_inf();                                                \
    if (n < 16) {                                                                       \
      for (long i = seen; i < n; i++) x[i] = never;                                     \
      return;                                                                           \
    }                                                                                   \
    NAME##_bits counts = (NAME##_bits){0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15} < (I)(seen - (n - 16)); \
    NAME##_lanes hidden = never - (NAME##_lanes){0}, *last = (NAME##_lanes *)(x + n - 16); \
    *last = (NAME##_lanes)((counts & (NAME##_bits)*last) | (~counts & (NAME##_bits)hidden)); \
  }
LARGEST(largest_f32, float, int)
LARGEST(largest_f64, double, long)
#undef LARGER
#undef HALF

/// Elements up to the next whole vector.
static inline long to_vectors(long n) { return (n + 15) / 16 * 16; }

#define SOFTMAX(S, T)                                                                   \
  /* exp(x - top) into out; returns its sum. */                                         \
  static inline __attribute__((always_inline)) double exponentials_##S(long n, const T *x, T top, T *out) { \
    IN_ANY_ORDER                                                                        \
    double total = 0;                                                                   \
    for (long start = 0; start < n; start += block) {                                   \
      long end = smaller(n, start + block);                                             \
      T sum = 0;                                                                        \
      FOR_VECTORS(start, end) {                                                         \
        T power = exp_##S(x[i] - top);                                                  \
        out[i] = power;                                                                 \
        sum += power;                                                                   \
      }                                                                                 \
      total += (double)sum;                                                             \
    }                                                                                   \
    return total;                                                                       \
  }                                                                                     \
  /* Of row r only the first `seen` + r elements count, where `seen` is not 0; x is out then. */ \
  typedef struct { int logarithm; long n, seen; const T *x, *g; T *out; } softmax_call_##S; \
  CLONES static void softmax_rows_##S(long begin, long end, void *context) {            \
    const softmax_call_##S *c = context;                                                \
    long width = c->n;                                                                  \
    for (long r = begin; r < end; r++) {                                                \
      long n = c->seen ? smaller(width, to_vectors(c->seen + r)) : width;               \
      const T *x = c->x + r * width;                                                    \
      T *out = c->out + r * width;                                                      \
      if (c->seen) largest_##S##_hide(n, c->seen + r, out);                                       \
      T top = largest_##S(n, x);                                                        \
      double total = exponentials_##S(n, x, top, out);                                  \
      if (c->logarithm) {                                                               \
        T log_sum = (T)log_f64(total);                                                  \
        FOR_EACH(0, n) out[i] = (x[i] - top) - log_sum;                                 \
      } else {                                                                          \
        T scale = (T)(1 / total);                                                       \
        FOR_VECTORS(0, n) out[i] *= scale;                                              \
        for (long i = n; i < width; i++) out[i] = 0;                                    \
      }                                                                                 \
    }                                                                                   \
  }                                                                                     \
  CLONES static void softmax_gradient_rows_##S(long begin, long end, void *context) {   \
    IN_ANY_ORDER                                                                        \
    const softmax_call_##S *c = context;                                                \
    long n = c->n;                                                                      \
    for (long r = begin; r < end; r++) {                                                \
      const T *y = c->x + r * n, *g = c->g + r * n;                                     \
      T *out = c->out + r * n;                                                          \
      double total = 0;                                                                 \
      for (long start = 0; start < n; start += block) {                                 \
        long stop = smaller(n, start + block);                                          \
        T sum = 0;                                                                      \
        if (c->logarithm) for (long i = start; i < stop; i++) sum += g[i];              \
        else for (long i = start; i < stop; i++) sum += g[i] * y[i];                    \
        total += (double)sum;                                                           \
      }                                                                                 \
      T sum = (T)total;                                                                 \
      if (c->logarithm) FOR_EACH(0, n) out[i] = g[i] - exp_##S(y[i]) * sum; \
      else FOR_EACH(0, n) out[i] = y[i] * (g[i] - sum);                                 \
    }                                                                                   \
  }                                                                                     \
  void gradus_softmax_##S(int logarithm, long rows, long n, const T *x, T *out) {       \
    softmax_call_##S c = {logarithm, n, 0, x, NULL, out};                               \
    gradus_parallel(rows, rows_of_piece(n), softmax_rows_##S, &c);                      \
  }                                                                                     \
  void gradus_softmax_causal_##S(long rows, long n, long seen, T *x) {                  \
    softmax_call_##S c = {0, n, seen, x, NULL, x};                                      \
    softmax_rows_##S(0, rows, &c);                                                      \
  }                                                                                     \
  void gradus_softmax_gradient_##S(int logarithm, long rows, long n, const T *g, const T *y, T *out) { \
    softmax_call_##S c = {logarithm, n, 0, y, g, out};                                  \
    gradus_parallel(rows, rows_of_piece(n), softmax_gradient_rows_##S, &c);             \
  }
SOFTMAX(f32, float)
SOFTMAX(f64, double)

// MARK: norms

#define NORM(S, T)                                                                      \
  typedef struct {                                                                      \
    int centers;                                                                        \
    long n, step;                                                                       \
    const T *x, *g, *weight, *bias;                                                     \
    double eps;                                                                         \
    T *out, *parts;                                                                     \
  } norm_call_##S;                                                                      \
  static inline __attribute__((always_inline)) void moments_##S(                        \
    const norm_call_##S *c, const T *x, T *mean, T *scale) {                            \
    IN_ANY_ORDER                                                                        \
    long n = c->n;                                                                      \
    double sum = 0, squares = 0;                                                        \
    for (long start = 0; c->centers && start < n; start += block) {                     \
      long stop = smaller(n, start + block);                                            \
      T part = 0;                                                                       \
      for (long i = start; i < stop; i++) part += x[i] - x[0];                          \
      sum += (double)part + (double)(stop - start) * (double)x[0];                      \
    }                                                                                   \
    T m = (T)(sum / (double)n);                                                         \
    for (long start = 0; start < n; start += block) {                                   \
      long stop = smaller(n, start + block);                                            \
      T part = 0;                                                                       \
      for (long i = start; i < stop; i++) part += (x[i] - m) * (x[i] - m);              \
      squares += (double)part;                                                          \
    }                                                                                   \
    *mean = m;                                                                          \
    *scale = (T)(1 / __builtin_sqrt(squares / (double)n + c->eps));                     \
  }                                                                                     \
  CLONES static void norm_rows_##S(long begin, long end, void *context) {               \
    const norm_call_##S *c = context;                                                   \
    long n = c->n;                                                                      \
    const T *w = c->weight, *b = c->bias;                                               \
    for (long r = begin; r < end; r++) {                                                \
      const T *x = c->x + r * n;                                                        \
      T *out = c->out + r * n, mean, scale;                                             \
      moments_##S(c, x, &mean, &scale);                                                 \
      if (w && b) FOR_EACH(0, n) out[i] = (x[i] - mean) * scale * w[i] + b[i];          \
      else if (w) FOR_EACH(0, n) out[i] = (x[i] - mean) * scale * w[i];                 \
      else if (b) FOR_EACH(0, n) out[i] = (x[i] - mean) * scale + b[i];                 \
      else FOR_EACH(0, n) out[i] = (x[i] - mean) * scale;                               \
    }                                                                                   \
  }                                                                                     \
  /* With y = (x - mean)·scale and h = g·w: dx = scale·(h - mean(h) - y·mean(h·y)). */  \
  CLONES static void norm_gradient_rows_##S(long begin, long end, void *context) {      \
    IN_ANY_ORDER                                                                        \
    const norm_call_##S *c = context;                                                   \
    long n = c->n;                                                                      \
    const T *w = c->weight;                                                             \
    T *dweight = c->parts ? c->parts + begin / c->step * 2 * n : NULL, *dbias = dweight ? dweight + n : NULL; \
    if (dweight) memset(dweight, 0, (size_t)(2 * n) * sizeof(T));                       \
    for (long r = begin; r < end; r++) {                                                \
      const T *x = c->x + r * n, *g = c->g + r * n;                                     \
      T mean, scale;                                                                    \
      moments_##S(c, x, &mean, &scale);                                                 \
      double sum = 0, product = 0;                                                      \
      for (long start = 0; start < n; start += block) {                                 \
        long stop = smaller(n, start + block);                                          \
        T s = 0, p = 0;                                                                 \
        if (dweight && w)                                                               \
          FOR_EACH(start, stop) {                                                       \
            T y = (x[i] - mean) * scale, slope = g[i], h = slope * w[i];                \
            dweight[i] += slope * y;                                                    \
            dbias[i] += slope;                                                          \
            s += h;                                                                     \
            p += h * y;                                                                 \
          }                                                                             \
        else                                                                            \
          FOR_EACH(start, stop) {                                                       \
            T y = (x[i] - mean) * scale, h = w ? g[i] * w[i] : g[i];                    \
            s += h;                                                                     \
            p += h * y;                                                                 \
          }                                                                             \
        if (dweight && !w) FOR_EACH(start, stop) dbias[i] += g[i];                      \
        sum += (double)s;                                                               \
        product += (double)p;                                                           \
      }                                                                                 \
      if (!c->out) continue;                                                            \
      T s = c->centers ? (T)(sum / (double)n) : 0, p = (T)(product / (double)n);        \
      T *out = c->out + r * n;                                                          \
      if (w) FOR_EACH(0, n) out[i] = scale * (g[i] * w[i] - s - (x[i] - mean) * scale * p); \
      else FOR_EACH(0, n) out[i] = scale * (g[i] - s - (x[i] - mean) * scale * p);      \
    }                                                                                   \
  }                                                                                     \
  void gradus_norm_##S(                                                                 \
    int centers, long rows, long n, const T *x, const T *weight, const T *bias, double eps, T *out) { \
    norm_call_##S c = {centers, n, 0, x, NULL, weight, bias, eps, out, NULL};           \
    gradus_parallel(rows, rows_of_piece(n), norm_rows_##S, &c);                         \
  }                                                                                     \
  int gradus_norm_gradient_##S(                                                         \
    int centers, long rows, long n, const T *g, const T *x, const T *weight, double eps, T *dx, T *dweight, \
    T *dbias) {                                                                         \
    norm_call_##S c = {centers, n, larger(rows_of_piece(n), rows / 32 + 1), x, g, weight, NULL, eps, dx, NULL}; \
    long pieces = rows > 0 ? (rows - 1) / c.step + 1 : 0;                               \
    double *sums = NULL;                                                                \
    if (dweight || dbias) {                                                             \
      c.parts = malloc((size_t)(pieces * 2 * n + 1) * sizeof(T));                       \
      sums = calloc((size_t)(2 * n + 1), sizeof(double));                               \
      if (!c.parts || !sums) {                                                          \
        free(c.parts);                                                                  \
        free(sums);                                                                     \
        return 0;                                                                       \
      }                                                                                 \
    }                                                                                   \
    gradus_parallel(rows, c.step, norm_gradient_rows_##S, &c);                          \
    if (sums) {                                                                         \
      for (long p = 0; p < pieces; p++)                                                 \
        for (long i = 0; i < 2 * n; i++) sums[i] += (double)c.parts[p * 2 * n + i];     \
      for (long i = 0; i < n; i++) {                                                    \
        if (dweight) dweight[i] = (T)sums[i];                                           \
        if (dbias) dbias[i] = (T)sums[n + i];                                           \
      }                                                                                 \
      free(c.parts);                                                                    \
      free(sums);                                                                       \
    }                                                                                   \
    return 1;                                                                           \
  }
NORM(f32, float)
NORM(f64, double)

// MARK: cross-entropy

#define CROSS_ENTROPY(S, T)                                                             \
  typedef struct { long n; const T *x, *g; const long *classes; T *loss, *log_sum, *out; } entropy_call_##S; \
  CLONES static void entropy_rows_##S(long begin, long end, void *context) {            \
    IN_ANY_ORDER                                                                        \
    const entropy_call_##S *c = context;                                                \
    long n = c->n;                                                                      \
    T buffer[block];                                                                    \
    for (long r = begin; r < end; r++) {                                                \
      const T *x = c->x + r * n;                                                        \
      T top = largest_##S(n, x);                                                        \
      double total = 0;                                                                 \
      for (long start = 0; start < n; start += block)                                   \
        total += exponentials_##S(smaller(block, n - start), x + start, top, buffer);   \
      double rest = log_f64(total);                                                     \
      c->log_sum[r] = (T)((double)top + rest);                                          \
      long class = c->classes[r];                                                       \
      c->loss[r] = class < 0 ? 0 : (T)(rest - ((double)x[class] - (double)top));        \
    }                                                                                   \
  }                                                                                     \
  CLONES static void entropy_gradient_rows_##S(long begin, long end, void *context) {   \
    const entropy_call_##S *c = context;                                                \
    long n = c->n;                                                                      \
    for (long r = begin; r < end; r++) {                                                \
      const T *x = c->x + r * n;                                                        \
      T *out = c->out + r * n, g = c->g[r], log_sum = c->log_sum[r];                    \
      if (c->classes[r] < 0) {                                                          \
        memset(out, 0, (size_t)n * sizeof(T));                                          \
        continue;                                                                       \
      }                                                                                 \
      for (long i = 0; i < n; i++) out[i] = g * exp_##S(x[i] - log_sum);                \
      out[c->classes[r]] -= g;                                                          \
    }                                                                                   \
  }                                                                                     \
  void gradus_cross_entropy_##S(long rows, long n, const T *x, const long *classes, T *loss, T *log_sum) { \
    entropy_call_##S c = {n, x, NULL, classes, loss, log_sum, NULL};                    \
    gradus_parallel(rows, rows_of_piece(n), entropy_rows_##S, &c);                      \
  }                                                                                     \
  void gradus_cross_entropy_gradient_##S(                                               \
    long rows, long n, const T *g, const T *x, const long *classes, const T *log_sum, T *out) { \
    entropy_call_##S c = {n, x, g, classes, NULL, (T *)log_sum, out};                   \
    gradus_parallel(rows, rows_of_piece(n), entropy_gradient_rows_##S, &c);             \
  }
CROSS_ENTROPY(f32, float)
CROSS_ENTROPY(f64, double)
