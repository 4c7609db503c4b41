#include "clones.h"
#include "include/networks.h"
#include "include/threads.h"

#define IN_ANY_ORDER _Pragma("clang fp reassociate(on)")

#define BATCH_NORM(S, T)                                                                \
  typedef struct {                                                                      \
    long n, channels, size;                                                             \
    const T *x, *g, *weight, *bias;                                                     \
    double eps;                                                                         \
    T *out, *first, *second;                                                            \
  } batch_norm_##S;                                                                     \
  static inline __attribute__((always_inline)) void moments_##S(                        \
    const batch_norm_##S *c, long channel, double *mean, double *variance) {            \
    IN_ANY_ORDER                                                                        \
    double sum = 0, squares = 0, count = (double)(c->n * c->size);                      \
    for (long k = 0; k < c->n; k++) {                                                   \
      const T *x = c->x + (k * c->channels + channel) * c->size;                        \
      double part = 0;                                                                  \
      for (long i = 0; i < c->size; i++) part += (double)x[i];                          \
      sum += part;                                                                      \
    }                                                                                   \
    double m = sum / count;                                                             \
    for (long k = 0; k < c->n; k++) {                                                   \
      const T *x = c->x + (k * c->channels + channel) * c->size;                        \
      double part = 0;                                                                  \
      for (long i = 0; i < c->size; i++) part += ((double)x[i] - m) * ((double)x[i] - m); \
      squares += part;                                                                  \
    }                                                                                   \
    *mean = m;                                                                          \
    *variance = squares / count;                                                        \
  }                                                                                     \
  CLONES static void norm_##S(long begin, long end, void *context) {                    \
    const batch_norm_##S *c = context;                                                  \
    for (long channel = begin; channel < end; channel++) {                              \
      double mean, variance;                                                            \
      moments_##S(c, channel, &mean, &variance);                                        \
      c->first[channel] = (T)mean;                                                      \
      c->second[channel] = (T)variance;                                                 \
      T m = (T)mean, scale = (T)(1 / __builtin_sqrt(variance + c->eps));                \
      if (c->weight) scale *= c->weight[channel];                                       \
      T b = c->bias ? c->bias[channel] : 0;                                             \
      for (long k = 0; k < c->n; k++) {                                                 \
        const T *x = c->x + (k * c->channels + channel) * c->size;                      \
        T *out = c->out + (k * c->channels + channel) * c->size;                        \
        for (long i = 0; i < c->size; i++) out[i] = (x[i] - m) * scale + b;             \
      }                                                                                 \
    }                                                                                   \
  }                                                                                     \
  /* With y = (x - mean)/deviation: dx = w/deviation (g - mean(g) - y mean(g y)). */    \
  CLONES static void norm_gradient_##S(long begin, long end, void *context) {           \
    IN_ANY_ORDER                                                                        \
    const batch_norm_##S *c = context;                                                  \
    double count = (double)(c->n * c->size);                                            \
    for (long channel = begin; channel < end; channel++) {                              \
      double mean, variance, sum = 0, product = 0;                                      \
      moments_##S(c, channel, &mean, &variance);                                        \
      T m = (T)mean, scale = (T)(1 / __builtin_sqrt(variance + c->eps));                \
      for (long k = 0; k < c->n; k++) {                                                 \
        const T *x = c->x + (k * c->channels + channel) * c->size;                      \
        const T *g = c->g + (k * c->channels + channel) * c->size;                      \
        double s = 0, p = 0;                                                            \
        for (long i = 0; i < c->size; i++) {                                            \
          s += (double)g[i];                                                            \
          p += (double)(g[i] * ((x[i] - m) * scale));                                   \
        }                                                                               \
        sum += s;                                                                       \
        product += p;                                                                   \
      }                                                                                 \
      if (c->first) c->first[channel] = (T)product;                                     \
      if (c->second) c->second[channel] = (T)sum;                                       \
      if (!c->out) continue;                                                            \
      T factor = c->weight ? c->weight[channel] * scale : scale;                        \
      T s = (T)(sum / count), p = (T)(product / count);                                 \
      for (long k = 0; k < c->n; k++) {                                                 \
        const T *x = c->x + (k * c->channels + channel) * c->size;                      \
        const T *g = c->g + (k * c->channels + channel) * c->size;                      \
        T *out = c->out + (k * c->channels + channel) * c->size;                        \
        for (long i = 0; i < c->size; i++) out[i] = factor * (g[i] - s - (x[i] - m) * scale * p); \
      }                                                                                 \
    }                                                                                   \
  }                                                                                     \
  void gradus_batch_norm_##S(                                                           \
    long n, long channels, long size, const T *x, const T *weight, const T *bias, double eps, T *out, T *mean, \
    T *variance) {                                                                      \
    batch_norm_##S c = {n, channels, size, x, 0, weight, bias, eps, out, mean, variance}; \
    gradus_parallel(channels, 8192 / (n * size + 1) + 1, norm_##S, &c);                 \
  }                                                                                     \
  void gradus_batch_norm_gradient_##S(                                                  \
    long n, long channels, long size, const T *g, const T *x, const T *weight, double eps, T *dx, T *dweight, \
    T *dbias) {                                                                         \
    batch_norm_##S c = {n, channels, size, x, g, weight, 0, eps, dx, dweight, dbias};   \
    gradus_parallel(channels, 8192 / (n * size + 1) + 1, norm_gradient_##S, &c);        \
  }
BATCH_NORM(f32, float)
BATCH_NORM(f64, double)
