#include "clones.h"
#include "include/gemm.h"
#include "include/interrupt.h"
#include "include/products.h"
#include "include/threads.h"
#include "sizes.h"
#include <stdlib.h>
#include <string.h>

/// Multiplications that are worth a thread of their own.
enum { piece_work = 1 << 20 };

/// How many pieces a product falls into: one a thread, because each packs a part of an operand for itself; more where
/// an interrupt would wait for longer than a moment. No element depends on it: its terms are added in their order.
static long pieces_of(double work) {
  if (work < 2.0 * piece_work) return 1;
  long threads = gradus_threads(), moments = (long)(work / 2e9);
  return larger(moments, smaller(threads, (long)(work / piece_work)));
}

/// How much of a size each of some parts takes, in whole steps. None is left so small that it would be summed in
/// another way than the others (gemm_block.h: few columns).
static long part_of(long size, long parts, long step) {
  const long least = 8;
  if (size <= least) return larger(1, size);
  long each = ((size + parts - 1) / parts + step - 1) / step * step;
  while (size % each > 0 && size % each <= least) each += step;
  return each;
}

// MARK: a matrix times a vector

// Both read the matrix once, as fast as memory gives it.
#define VECTOR(T, S)                                                                                              \
  /* to[j] = Σ x[r] · m[r][j] for some columns, eight rows in one pass. */                                        \
  CLONES static void weighted_rows_##S(                                                                           \
    long rows, long columns, const T *m, long step, const T *x, long x_step, T *to, int adds) {                   \
    if (!adds) memset(to, 0, (size_t)columns * sizeof(T));                                                        \
    long r = 0;                                                                                                   \
    for (; r + 8 <= rows; r += 8, m += 8 * step, x += 8 * x_step) {                                               \
      T x0 = x[0], x1 = x[x_step], x2 = x[2 * x_step], x3 = x[3 * x_step];                                        \
      T x4 = x[4 * x_step], x5 = x[5 * x_step], x6 = x[6 * x_step], x7 = x[7 * x_step];                           \
      for (long j = 0; j < columns; j++)                                                                          \
        to[j] += ((x0 * m[j] + x1 * m[j + step]) + (x2 * m[j + 2 * step] + x3 * m[j + 3 * step])) +               \
                 ((x4 * m[j + 4 * step] + x5 * m[j + 5 * step]) + (x6 * m[j + 6 * step] + x7 * m[j + 7 * step])); \
    }                                                                                                             \
    for (; r < rows; r++, m += step, x += x_step)                                                                 \
      for (long j = 0; j < columns; j++) to[j] += x[0] * m[j];                                                    \
  }                                                                                                               \
  /* to[r] = Σ m[r][j] · x[j] for some rows. */                                                                   \
  CLONES static void dots_##S(                                                                                    \
    long rows, long columns, const T *m, long step, const T *x, T *to, long to_step, int adds) {                  \
    _Pragma("clang fp reassociate(on)") for (long r = 0; r < rows; r++, m += step, to += to_step) {               \
      T sum = 0;                                                                                                  \
      for (long j = 0; j < columns; j++) sum += m[j] * x[j];                                                      \
      *to = adds ? *to + sum : sum;                                                                               \
    }                                                                                                             \
  }
VECTOR(float, f32)
VECTOR(double, f64)

// MARK: one product, and stacks of them

#define PRODUCT(T, S)                                                                                             \
  typedef struct {                                                                                                \
    long count;                                                                                                   \
    const long *places;                                                                                           \
    long n, k, m;                                                                                                 \
    const T *a;                                                                                                   \
    long a_row, a_column;                                                                                         \
    const T *b;                                                                                                   \
    long b_row, b_column;                                                                                         \
    T *out;                                                                                                       \
    int adds;                                                                                                     \
    /* One of many: the threads have others. */                                                                   \
    int is_one_of_many;                                                                                           \
    /* Of the pieces: rows and columns, or terms. */                                                              \
    long rows, columns, across, terms;                                                                            \
    T *sums;                                                                                                      \
  } products_##S;                                                                                                 \
                                                                                                                  \
  /* Rows i..., columns j..., terms p... of one product. */                                                       \
  static void part_##S(                                                                                           \
    const products_##S *c, long i, long n, long j, long m, long p, long k, T *out, long step) {                   \
    const T *a = c->a + i * c->a_row + p * c->a_column, *b = c->b + p * c->b_row + j * c->b_column;               \
    if (c->n == 1 && c->b_column == 1) {                                                                             \
      weighted_rows_##S(k, m, b, c->b_row, a, c->a_column, out, c->adds);                                         \
    } else if (c->n == 1 && c->b_row == 1 && c->a_column == 1) {                                                     \
      dots_##S(m, k, b, c->b_column, a, out, 1, c->adds);                                                         \
    } else if (c->m == 1 && c->a_column == 1 && c->b_row == 1) {                                                     \
      dots_##S(n, k, a, c->a_row, b, out, step, c->adds);                                                         \
    } else if (c->m == 1 && c->a_row == 1 && step == 1) {                                                            \
      weighted_rows_##S(k, n, a, c->a_column, b, c->b_row, out, c->adds);                                         \
    } else {                                                                                                      \
      gradus_gemm_##S(n, m, k, 1, a, c->a_row, c->a_column, b, c->b_row, c->b_column, out, step, c->adds);        \
    }                                                                                                             \
  }                                                                                                               \
  static void tiles_##S(long begin, long end, void *context) {                                                    \
    const products_##S *c = context;                                                                              \
    for (long t = begin; t < end && !gradus_interrupt_requested(); t++) {                                         \
      long i = t / c->across * c->rows, j = t % c->across * c->columns;                                           \
      part_##S(                                                                                                   \
        c, i, smaller(c->rows, c->n - i), j, smaller(c->columns, c->m - j), 0, c->k, c->out + i * c->m + j, c->m); \
    }                                                                                                             \
  }                                                                                                               \
  /* Sums over some of the terms: the first piece's where they belong, the others' in matrices of their own. */    \
  static void terms_##S(long begin, long end, void *context) {                                                    \
    const products_##S *c = context;                                                                              \
    if (gradus_interrupt_requested()) return;                                                                     \
    products_##S piece = *c;                                                                                      \
    if (begin > 0) {                                                                                              \
      piece.out = c->sums + (begin / c->terms - 1) * c->n * c->m;                                                 \
      piece.adds = 0;                                                                                             \
    }                                                                                                             \
    part_##S(&piece, 0, c->n, 0, c->m, begin, end - begin, piece.out, c->m);                                      \
  }                                                                                                               \
  static void add_sums_##S(long begin, long end, void *context) {                                                 \
    const products_##S *c = context;                                                                              \
    for (long p = c->terms; p < c->k; p += c->terms) {                                                            \
      const T *sums = c->sums + (p / c->terms - 1) * c->n * c->m;                                                 \
      for (long i = begin; i < end; i++) c->out[i] += sums[i];                                                    \
    }                                                                                                             \
  }                                                                                                               \
  static int by_terms_##S(products_##S c, long pieces) {                                                          \
    long size = c.n * c.m;                                                                                        \
    c.sums = malloc((size_t)((pieces - 1) * size) * sizeof(T));                                                   \
    if (!c.sums) return 0;                                                                                        \
    c.terms = (c.k + pieces - 1) / pieces;                                                                        \
    gradus_parallel(c.k, c.terms, terms_##S, &c);                                                                 \
    gradus_parallel(size, larger(1 << 13, (size + 1) / 2), add_sums_##S, &c);                                     \
    free(c.sums);                                                                                                 \
    return 1;                                                                                                     \
  }                                                                                                               \
  static void one_##S(const products_##S *c) {                                                                    \
    products_##S part = *c;                                                                                       \
    double work = (double)c->n * (double)c->k * (double)c->m;                                                     \
    /* Gradients of weights are sums over rows: each thread reads rows that it has met before. */                 \
    int is_small = c->n * c->m <= 65536, by_rows = c->a_row == 1 && c->b_column == 1 && work >= 2.0 * piece_work; \
    if (is_small && c->k >= 8192 && by_terms_##S(part, smaller(16, c->k / 2048))) return;                         \
    if (is_small && by_rows && c->k >= 256 && !c->is_one_of_many && by_terms_##S(part, 2)) return;                \
    /* A row times a matrix by rows: each thread reads memory from end to end. */                                 \
    if (c->n == 1 && c->b_column == 1 && c->k >= 64 && work >= 1 << 19 && by_terms_##S(part, 4)) return;          \
    /* A matrix and a vector wait for memory sooner than products do. */                                          \
    long pieces = c->n == 1 || c->m == 1 ? (work < 1 << 18 ? 1 : 4) : pieces_of(work), down = 1, across = 1;      \
    if (c->is_one_of_many) pieces = 1;                                                                            \
    /* Tiles as square as they can be. */                                                                         \
    while (down * across < pieces) {                                                                              \
      if (c->n / down >= c->m / across) down *= 2;                                                                \
      else across *= 2;                                                                                           \
    }                                                                                                             \
    part.rows = part_of(c->n, down, 1);                                                                           \
    part.columns = part_of(c->m, across, 32);                                                                     \
    part.across = larger(1, (c->m + part.columns - 1) / part.columns);                                            \
    gradus_parallel((c->n + part.rows - 1) / part.rows * part.across, 1, tiles_##S, &part);                       \
  }                                                                                                               \
                                                                                                                  \
  static void some_##S(long begin, long end, void *context) {                                                     \
    const products_##S *all = context;                                                                            \
    for (long i = begin; i < end && !gradus_interrupt_requested(); i++) {                                         \
      products_##S one = *all;                                                                                    \
      one.a += all->places[3 * i];                                                                                \
      one.b += all->places[3 * i + 1];                                                                            \
      one.out += all->places[3 * i + 2];                                                                          \
      one_##S(&one);                                                                                              \
    }                                                                                                             \
  }                                                                                                               \
  void gradus_products_##S(                                                                                       \
    long count, const long *places, long n, long k, long m, const T *a, long lda, int ta, const T *b, long ldb,   \
    int tb, T *out, int adds) {                                                                                   \
    products_##S all = {                                                                                          \
      count, places, n, k, m, a, ta ? 1 : lda, ta ? lda : 1, b, tb ? 1 : ldb, tb ? ldb : 1, out, adds, 0, 0, 0, 0, 0, NULL}; \
    long work = n * k * m;                                                                                        \
    if (count < 4 || work > 1 << 25) {                                                                            \
      some_##S(0, count, &all);                                                                                   \
    } else {                                                                                                      \
      all.is_one_of_many = 1;                                                                                     \
      long grain = (piece_work / 4) / (work > 0 ? work : 1);                                                      \
      gradus_parallel(count, grain < 1 ? 1 : grain, some_##S, &all);                                              \
    }                                                                                                             \
  }
PRODUCT(float, f32)
PRODUCT(double, f64)
