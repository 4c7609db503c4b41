#include "include/interrupt.h"
#include "include/products.h"
#include "include/threads.h"
#include <cblas.h>
#include <stdlib.h>
#include <string.h>

static inline long smaller(long a, long b) { return a < b ? a : b; }

// MARK: one product

/// Multiplications that are worth a thread of their own.
enum { piece_work = 1 << 20 };

/// How many pieces a product falls into: few, because each prepares an operand for itself.
static long pieces_of(double work) {
  if (work < 2.0 * piece_work) return 1;
  if (work < 2e8) return 2;
  if (work < 2e9) return 4;
  return work < 2e10 ? 8 : 16;
}

#define PRODUCT(T, S, GEMM, GEMV)                                                       \
  typedef struct {                                                                      \
    long count;                                                                         \
    const long *places;                                                                 \
    long n, k, m;                                                                       \
    const T *a;                                                                         \
    long lda;                                                                           \
    int ta;                                                                             \
    const T *b;                                                                         \
    long ldb;                                                                           \
    int tb;                                                                             \
    T *out;                                                                             \
    /* What the results are added to: 1 times what is there, or 0 times. */             \
    T old;                                                                              \
    /* Of the pieces: rows, columns or terms. */                                        \
    long step;                                                                          \
  } products_##S;                                                                       \
                                                                                        \
  /* Part of one product: rows i..., columns j..., terms p.... */                       \
  static void part_##S(                                                                 \
    const products_##S *c, const T *a, const T *b, T *out, long ldc, long n, long k, long m) { \
    if (n == 1 && (!c->ta || c->lda > 0)) {                                             \
      GEMV(                                                                             \
        CblasRowMajor, c->tb ? CblasNoTrans : CblasTrans, (int)(c->tb ? m : k), (int)(c->tb ? k : m), 1, b, \
        (int)c->ldb, a, (int)(c->ta ? c->lda : 1), c->old, out, 1);                         \
      return;                                                                           \
    }                                                                                   \
    if (m == 1 && ldc == 1) {                                                           \
      GEMV(                                                                             \
        CblasRowMajor, c->ta ? CblasTrans : CblasNoTrans, (int)(c->ta ? k : n), (int)(c->ta ? n : k), 1, a, \
        (int)c->lda, b, (int)(c->tb ? 1 : c->ldb), c->old, out, 1);                         \
      return;                                                                           \
    }                                                                                   \
    GEMM(                                                                               \
      CblasRowMajor, c->ta ? CblasTrans : CblasNoTrans, c->tb ? CblasTrans : CblasNoTrans, (int)n, (int)m, \
      (int)k, 1, a, (int)c->lda, b, (int)c->ldb, c->old, out, (int)ldc);                    \
  }                                                                                     \
  static void rows_##S(long begin, long end, void *context) {                           \
    const products_##S *c = context;                                                    \
    if (gradus_interrupt_requested()) return;                                           \
    part_##S(c, c->a + begin * (c->ta ? 1 : c->lda), c->b, c->out + begin * c->m, c->m, end - begin, c->k, c->m); \
  }                                                                                     \
  static void columns_##S(long begin, long end, void *context) {                        \
    const products_##S *c = context;                                                    \
    if (gradus_interrupt_requested()) return;                                           \
    part_##S(c, c->a, c->b + begin * (c->tb ? c->ldb : 1), c->out + begin, c->m, c->n, c->k, end - begin); \
  }                                                                                     \
  /* Sums over some of the terms, each piece's in a matrix of its own. */               \
  static void terms_##S(long begin, long end, void *context) {                          \
    const products_##S *c = context;                                                    \
    if (gradus_interrupt_requested()) return;                                           \
    part_##S(                                                                           \
      c, c->a + begin * (c->ta ? c->lda : 1), c->b + begin * (c->tb ? 1 : c->ldb),      \
      c->out + begin / c->step * c->n * c->m, c->m, c->n, end - begin, c->m);           \
  }                                                                                     \
  static int by_terms_##S(products_##S c) {                                             \
    long pieces = smaller(16, c.k / 2048), size = c.n * c.m;                            \
    T *result = c.out, *sums = malloc((size_t)(pieces * size) * sizeof(T));             \
    if (!sums) return 0;                                                                \
    int adds = c.old != 0;                                                              \
    c.out = sums;                                                                       \
    c.old = 0;                                                                          \
    c.step = (c.k + pieces - 1) / pieces;                                               \
    gradus_parallel(c.k, c.step, terms_##S, &c);                                        \
    pieces = (c.k - 1) / c.step + 1;                                                    \
    if (!adds) memcpy(result, sums, (size_t)size * sizeof(T));                          \
    for (long p = adds ? 0 : 1; p < pieces; p++)                                                   \
      for (long i = 0; i < size; i++) result[i] += sums[p * size + i];                  \
    free(sums);                                                                         \
    return 1;                                                                           \
  }                                                                                     \
  static void one_##S(const products_##S *c) {                                          \
    products_##S part = *c;                                                             \
    double work = (double)c->n * (double)c->k * (double)c->m;                           \
    if (c->k >= 8192 && c->n * c->m <= 65536 && by_terms_##S(part)) return;             \
    /* A matrix and a vector: as fast as memory gives the matrix. */                    \
    long pieces = c->n == 1 || c->m == 1 ? (work < 1 << 19 ? 1 : 4) : pieces_of(work);  \
    if (pieces > 1 && c->n >= c->m) {                                                   \
      gradus_parallel(c->n, ((c->n + pieces - 1) / pieces + 15) / 16 * 16, rows_##S, &part); \
    } else if (pieces > 1) {                                                            \
      gradus_parallel(c->m, ((c->m + pieces - 1) / pieces + 15) / 16 * 16, columns_##S, &part); \
    } else {                                                                            \
      part_##S(c, c->a, c->b, c->out, c->m, c->n, c->k, c->m);                          \
    }                                                                                   \
  }                                                                                     \
                                                                                        \
  static void some_##S(long begin, long end, void *context) {                           \
    const products_##S *all = context;                                                  \
    for (long i = begin; i < end && !gradus_interrupt_requested(); i++) {               \
      products_##S one = *all;                                                          \
      one.a += all->places[3 * i];                                                      \
      one.b += all->places[3 * i + 1];                                                  \
      one.out += all->places[3 * i + 2];                                                \
      one_##S(&one);                                                                    \
    }                                                                                   \
  }                                                                                     \
  void gradus_products_##S(                                                             \
    long count, const long *places, long n, long k, long m, const T *a, long lda, int ta, const T *b, \
    long ldb, int tb, T *out, int adds) {                                               \
    products_##S all = {count, places, n, k, m, a, lda, ta, b, ldb, tb, out, adds ? 1 : 0, 0}; \
    long work = n * k * m;                                                              \
    if (count < 4 || work > 1 << 25) {                                                  \
      some_##S(0, count, &all);                                                         \
    } else {                                                                            \
      long grain = (piece_work / 4) / (work > 0 ? work : 1);                            \
      gradus_parallel(count, grain < 1 ? 1 : grain, some_##S, &all);                    \
    }                                                                                   \
  }

PRODUCT(float, f32, cblas_sgemm, cblas_sgemv)
PRODUCT(double, f64, cblas_dgemm, cblas_dgemv)
