#include "include/gemm.h"
#include "include/interrupt.h"
#include "include/networks.h"
#include "include/rows.h"
#include "include/threads.h"
#include "scratch.h"
#include "sizes.h"
#include <string.h>

/// Queries whose scores are in the cache together.
enum { queries = 64 };

#define ATTENTION(S, T)                                                           \
  typedef struct {                                                                      \
    const gradus_attention *a;                                                          \
    long blocks;                                                                        \
    const T *q, *k, *v, *g;                                                             \
    T *out, *dq, *dk, *dv;                                                              \
    int failed;                                                                         \
  } attention_##S;                                                                      \
  /* Softmax of the scores of some queries; returns how many keys they see. */          \
  static long weights_##S(const gradus_attention *a, const T *q, const T *k, long first, long rows, T *p) { \
    long width = a->causal ? smaller(a->s, first + rows) : a->s;                        \
    gradus_gemm_##S(                                                                    \
      rows, width, a->d, (T)a->scale, q + first * a->query_step, a->query_step, 1, k, 1, a->key_step, p, width, 0); \
    if (a->causal) gradus_softmax_causal_##S(rows, width, first + 1, p);                \
    else gradus_softmax_##S(0, rows, width, p, p);                                      \
    return width;                                                                       \
  }                                                                                     \
  static void forward_##S(long begin, long end, void *context) {                        \
    attention_##S *c = context;                                                         \
    const gradus_attention *a = c->a;                                                   \
    T *p = gradus_scratch(scratch_of_kernels, (size_t)(queries * a->s) * sizeof(T));                               \
    if (!p) {                                                                           \
      __atomic_store_n(&c->failed, 1, __ATOMIC_RELAXED);                                \
      return;                                                                           \
    }                                                                                   \
    for (long i = begin; i < end && !gradus_interrupt_requested(); i++) {               \
      long head = i / c->blocks, first = i % c->blocks * queries, rows = smaller(queries, a->t - first); \
      const long *places = a->places + 3 * head;                                        \
      long width = weights_##S(a, c->q + places[0], c->k + places[1], first, rows, p);  \
      gradus_gemm_##S(                                                                  \
        rows, a->e, width, 1, p, width, 1, c->v + places[2], a->value_step, 1,          \
        c->out + (head * a->t + first) * a->e, a->e, 0);                                \
    }                                                                                   \
  }                                                                                     \
  /* With P the weights and dP = G Vᵀ: dS = P (dP - Σ dP P), dQ = scale dS K, dK = scale dSᵀ Q, dV = Pᵀ G. */ \
  static void backward_##S(long begin, long end, void *context) {                       \
    attention_##S *c = context;                                                         \
    const gradus_attention *a = c->a;                                                   \
    T *p = gradus_scratch(scratch_of_kernels, (size_t)(2 * queries * a->s) * sizeof(T)), *ds = p + queries * a->s; \
    if (!p) {                                                                           \
      __atomic_store_n(&c->failed, 1, __ATOMIC_RELAXED);                                \
      return;                                                                           \
    }                                                                                   \
    for (long head = begin; head < end && !gradus_interrupt_requested(); head++) {      \
      const long *places = a->places + 3 * head;                                        \
      const T *q = c->q + places[0], *k = c->k + places[1], *v = c->v + places[2];      \
      T *dk = c->dk + head * a->s * a->d, *dv = c->dv + head * a->s * a->e;             \
      memset(dk, 0, (size_t)(a->s * a->d) * sizeof(T));                                 \
      memset(dv, 0, (size_t)(a->s * a->e) * sizeof(T));                                 \
      for (long first = 0; first < a->t; first += queries) {                            \
        long rows = smaller(queries, a->t - first);                                     \
        const T *g = c->g + (head * a->t + first) * a->e;                               \
        long width = weights_##S(a, q, k, first, rows, p);                              \
        gradus_gemm_##S(rows, width, a->e, 1, g, a->e, 1, v, 1, a->value_step, ds, width, 0); \
        gradus_gemm_##S(width, a->e, rows, 1, p, 1, width, g, a->e, 1, dv, a->e, 1);    \
        gradus_softmax_gradient_##S(0, rows, width, ds, p, ds);                         \
        gradus_gemm_##S(                                                                \
          rows, a->d, width, (T)a->scale, ds, width, 1, k, a->key_step, 1, c->dq + (head * a->t + first) * a->d, a->d, \
          0);                                                                           \
        gradus_gemm_##S(                                                                \
          width, a->d, rows, (T)a->scale, ds, 1, width, q + first * a->query_step, a->query_step, 1, dk, a->d, 1); \
      }                                                                                 \
    }                                                                                   \
  }                                                                                     \
  int gradus_attention_##S(const gradus_attention *a, const T *q, const T *k, const T *v, T *out) { \
    attention_##S c = {a, (a->t - 1) / queries + 1, q, k, v, NULL, out, NULL, NULL, NULL, 0}; \
    gradus_parallel(a->heads * c.blocks, 4, forward_##S, &c);                           \
    return !c.failed;                                                                   \
  }                                                                                     \
  int gradus_attention_gradient_##S(                                                    \
    const gradus_attention *a, const T *g, const T *q, const T *k, const T *v, T *dq, T *dk, T *dv) { \
    attention_##S c = {a, 0, q, k, v, g, NULL, dq, dk, dv, 0};                          \
    gradus_parallel(a->heads, a->heads >= 16 ? 4 : 1, backward_##S, &c);                \
    return !c.failed;                                                                   \
  }
ATTENTION(f32, float)
ATTENTION(f64, double)
