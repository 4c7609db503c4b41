#include "include/gemm.h"
#include "scratch.h"
#include "sizes.h"
#include <cblas.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>

// Rows of a block of results; terms that are summed in one go; rows of a that stay in the second cache.
enum { gemm_rows = 14, gemm_depth = 384, gemm_narrow_depth = 512, gemm_height = 16 * gemm_rows };
/// Whether lines so many bytes apart compete for few places in the first cache.
static inline int gemm_meets(long bytes) { return bytes % 2048 == 0; }

/// Two f32, wherever they lie.
typedef double two_floats __attribute__((aligned(4), may_alias));

#pragma clang attribute push(__attribute__((target("arch=x86-64-v4"), min_vector_width(512))), apply_to = function)
#define T float
#define WIDTH 16
#define COLUMNS 2048
#define MASK __mmask16
#define LOAD(mask, from) _mm512_maskz_loadu_ps(mask, from)
#define STORE(to, mask, x) _mm512_mask_storeu_ps(to, mask, x)
#define PAIR(from) _mm512_castpd_ps(_mm512_set1_pd(*(const two_floats *)(from)))
#define SUMS(x) _mm512_add_ps(_mm512_permutexvar_ps(EVEN, x), _mm512_permutexvar_ps(ODD, x))
#define BESIDE(x, y) _mm512_permutex2var_ps(x, TURNS, y)
#define TURNS _mm512_setr_epi32(0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23)
#define EVEN _mm512_setr_epi32(0, 2, 4, 6, 8, 10, 12, 14, 0, 2, 4, 6, 8, 10, 12, 14)
#define ODD _mm512_setr_epi32(1, 3, 5, 7, 9, 11, 13, 15, 1, 3, 5, 7, 9, 11, 13, 15)
#define NAME(x) x##_f32
#include "gemm_block.h"
#undef EVEN
#undef ODD
#undef TURNS
#define T double
#define WIDTH 8
#define COLUMNS 1024
#define MASK __mmask8
#define LOAD(mask, from) _mm512_maskz_loadu_pd(mask, from)
#define STORE(to, mask, x) _mm512_mask_storeu_pd(to, mask, x)
#define PAIR(from) _mm512_broadcast_f64x2(_mm_loadu_pd(from))
#define SUMS(x) _mm512_add_pd(_mm512_permutexvar_pd(EVEN, x), _mm512_permutexvar_pd(ODD, x))
#define BESIDE(x, y) _mm512_permutex2var_pd(x, TURNS, y)
#define TURNS _mm512_setr_epi64(0, 8, 1, 9, 2, 10, 3, 11)
#define EVEN _mm512_setr_epi64(0, 2, 4, 6, 0, 2, 4, 6)
#define ODD _mm512_setr_epi64(1, 3, 5, 7, 1, 3, 5, 7)
#define NAME(x) x##_f64
#include "gemm_block.h"
#undef EVEN
#undef ODD
#undef TURNS
#pragma clang attribute pop

/// 1 for the blocks, 0 for BLAS, -1 until somebody asks.
static atomic_int has_blocks = -1;

static int can_use_blocks(void) {
  int known = atomic_load_explicit(&has_blocks, memory_order_relaxed);
  if (known >= 0) return known;
  const char *wish = getenv("GRADUS_PRODUCTS");
  int found = !(wish && strcmp(wish, "blas") == 0) && __builtin_cpu_supports("x86-64-v4");
  atomic_store_explicit(&has_blocks, found, memory_order_relaxed);
  return found;
}

#define IN_BLOCKS(S, T)                                                                                             \
  if (can_use_blocks()) {                                                                                         \
    T *memory = gradus_scratch(scratch_of_products, (size_t)memory_##S(n, m, k) * sizeof(T));                     \
    product_##S product = {n, m, k, scale, a, a_row, a_column, b, b_row, b_column, c, c_row, adds};               \
    if (memory) {                                                                                                 \
      multiply_##S(&product, memory);                                                                             \
      return;                                                                                                     \
    }                                                                                                             \
  }
#else
#define IN_BLOCKS(S, T)
#endif

#define GEMM(S, T, BLAS)                                                                                          \
  void gradus_blas_##S(                                                                                           \
    long n, long m, long k, T scale, const T *a, long a_row, long a_column, const T *b, long b_row, long b_column, \
    T *c, long c_row, int adds) {                                                                                 \
    int ta = a_column != 1 && k > 1, tb = b_column != 1 && m > 1;                                                 \
    BLAS(                                                                                                         \
      CblasRowMajor, ta ? CblasTrans : CblasNoTrans, tb ? CblasTrans : CblasNoTrans, (int)n, (int)m, (int)k, scale, a, \
      (int)larger(ta ? a_column : a_row, ta ? n : k), b, (int)larger(tb ? b_column : b_row, tb ? k : m), adds ? 1 : 0, c, \
      (int)c_row);                                                                                                \
  }                                                                                                               \
  void gradus_gemm_##S(                                                                                           \
    long n, long m, long k, T scale, const T *a, long a_row, long a_column, const T *b, long b_row, long b_column, \
    T *c, long c_row, int adds) {                                                                                 \
    if (n <= 0 || m <= 0) return;                                                                                 \
    if (k <= 0) {                                                                                                 \
      for (long i = 0; i < n && !adds; i++) memset(c + i * c_row, 0, (size_t)m * sizeof(T));                      \
      return;                                                                                                     \
    }                                                                                                             \
    IN_BLOCKS(S, T)                                                                                               \
    gradus_blas_##S(n, m, k, scale, a, a_row, a_column, b, b_row, b_column, c, c_row, adds);                      \
  }
GEMM(f32, float, cblas_sgemm)
GEMM(f64, double, cblas_dgemm)
