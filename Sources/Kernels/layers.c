#include "clones.h"
#include "include/networks.h"
#include "include/threads.h"
#include "vector_math_f32.h"

#define FOR_EACH _Pragma("clang loop vectorize(assume_safety)") for (long i = 0; i < n; i++)

// MARK: pooling

#define LARGEST(S, T)                                                                   \
  typedef struct {                                                                      \
    gradus_pool_axis rows, columns;                                                     \
    int is_pairs;                                                                       \
    const T *x;                                                                         \
    long *in_plane, *in_all;                                                            \
  } largest_##S;                                                                        \
  /* Windows of two by two that fill the picture, in one straight pass. */              \
  static void pairs_##S(const largest_##S *c, const T *x, long start, long *in_plane, long *in_all) { \
    long width = c->columns.size, count = c->columns.count;                             \
    for (long y = 0; y < c->rows.count; y++)                                            \
      for (long z = 0; z < count; z++) {                                                \
        long first = 2 * y * width + 2 * z, places[4] = {first, first + 1, first + width, first + width + 1}; \
        long best = first;                                                              \
        T largest = x[first];                                                           \
        for (int k = 1; k < 4; k++) {                                                   \
          T value = x[places[k]];                                                       \
          int is_better = (value > largest) | (value != value);                         \
          best = is_better ? places[k] : best;                                          \
          largest = is_better ? value : largest;                                        \
        }                                                                               \
        in_plane[y * count + z] = best;                                                 \
        in_all[y * count + z] = best + start;                                           \
      }                                                                                 \
  }                                                                                     \
  static void planes_##S(long begin, long end, void *context) {                         \
    const largest_##S *c = context;                                                     \
    gradus_pool_axis rows = c->rows, columns = c->columns;                              \
    long width = columns.size, plane = rows.size * width, each = rows.count * columns.count; \
    for (long p = begin; p < end; p++) {                                                \
      const T *x = c->x + p * plane;                                                    \
      long *in_plane = c->in_plane + p * each, *in_all = c->in_all + p * each;          \
      if (c->is_pairs) {                                                                \
        pairs_##S(c, x, p * plane, in_plane, in_all);                                   \
        continue;                                                                       \
      }                                                                                 \
      for (long y = 0; y < rows.count; y++)                                             \
        for (long z = 0; z < columns.count; z++) {                                      \
          long best = rows.starts[y] * width + columns.starts[z];                       \
          T largest = x[best];                                                          \
          for (long row = rows.starts[y]; row < rows.ends[y]; row += rows.step)         \
            for (long column = columns.starts[z]; column < columns.ends[z]; column += columns.step) { \
              T value = x[row * width + column];                                        \
              int is_better = (value > largest) | (value != value);                     \
              best = is_better ? row * width + column : best;                           \
              largest = is_better ? value : largest;                                    \
            }                                                                           \
          *in_plane++ = best;                                                           \
          *in_all++ = best + p * plane;                                                 \
        }                                                                               \
    }                                                                                   \
  }                                                                                     \
  void gradus_largest_##S(                                                              \
    long planes, gradus_pool_axis rows, gradus_pool_axis columns, const T *x, long *in_plane, long *in_all) { \
    largest_##S c = {rows, columns, are_pairs(rows) && are_pairs(columns), x, in_plane, in_all}; \
    long each = rows.size * columns.size + 1;                                           \
    gradus_parallel(planes, each < 8192 ? 8192 / each : 1, planes_##S, &c);             \
  }

static int are_pairs(gradus_pool_axis axis) {
  for (long i = 0; i < axis.count; i++)
    if (axis.starts[i] != 2 * i || axis.ends[i] != 2 * i + 2) return 0;
  return axis.step == 1;
}
LARGEST(f32, float)
LARGEST(f64, double)

// MARK: LSTM

#define LSTM(S, T)                                                                      \
  typedef struct { long n; const T *gates, *c, *c_new, *dh, *dc_new; T *out, *c_out; } lstm_##S; \
  CLONES static void lstm_rows_##S(long begin, long end, void *context) {               \
    const lstm_##S *all = context;                                                      \
    long n = all->n;                                                                    \
    for (long r = begin; r < end; r++) {                                                \
      const T *a = all->gates + 4 * r * n, *c = all->c + r * n;                         \
      T *h_out = all->out + r * n, *c_out = all->c_out + r * n;                         \
      FOR_EACH c_out[i] = sigmoid_##S(a[n + i]) * c[i] + sigmoid_##S(a[i]) * tanh_##S(a[2 * n + i]); \
      FOR_EACH h_out[i] = sigmoid_##S(a[3 * n + i]) * tanh_##S(c_out[i]);               \
    }                                                                                   \
  }                                                                                     \
  CLONES static void lstm_gradient_rows_##S(long begin, long end, void *context) {      \
    const lstm_##S *all = context;                                                      \
    long n = all->n;                                                                    \
    for (long r = begin; r < end; r++) {                                                \
      const T *a = all->gates + 4 * r * n, *c = all->c + r * n, *c_new = all->c_new + r * n; \
      const T *dh = all->dh ? all->dh + r * n : 0, *dc_new = all->dc_new ? all->dc_new + r * n : 0; \
      T *da = all->out + 4 * r * n, *dc = all->c_out + r * n;                           \
      FOR_EACH {                                                                        \
        T o = sigmoid_##S(a[3 * n + i]), t = tanh_##S(c_new[i]), g = dh ? dh[i] : 0;    \
        da[3 * n + i] = g * t * o * (1 - o);                                            \
        dc[i] = g * o * (1 - t * t) + (dc_new ? dc_new[i] : 0);                         \
      }                                                                                 \
      FOR_EACH {                                                                        \
        T input = sigmoid_##S(a[i]), candidate = tanh_##S(a[2 * n + i]);                \
        da[i] = dc[i] * candidate * input * (1 - input);                                \
        da[2 * n + i] = dc[i] * input * (1 - candidate * candidate);                    \
      }                                                                                 \
      FOR_EACH {                                                                        \
        T forget = sigmoid_##S(a[n + i]);                                               \
        da[n + i] = dc[i] * c[i] * forget * (1 - forget);                               \
        dc[i] = dc[i] * forget;                                                         \
      }                                                                                 \
    }                                                                                   \
  }                                                                                     \
  void gradus_lstm_##S(long batch, long n, const T *gates, const T *c, T *h_out, T *c_out) { \
    lstm_##S all = {n, gates, c, 0, 0, 0, h_out, c_out};                                \
    gradus_parallel(batch, 2048 / (n + 1) + 1, lstm_rows_##S, &all);                    \
  }                                                                                     \
  void gradus_lstm_gradient_##S(                                                        \
    long batch, long n, const T *gates, const T *c, const T *c_out, const T *dh, const T *dc_out, T *dgates, T *dc) { \
    lstm_##S all = {n, gates, c, c_out, dh, dc_out, dgates, dc};                        \
    gradus_parallel(batch, 2048 / (n + 1) + 1, lstm_gradient_rows_##S, &all);           \
  }
LSTM(f32, float)
LSTM(f64, double)

// MARK: Adam

#define ADAM(S, T, SQRT)                                                                \
  typedef struct { const gradus_adam *a; const T *p, *g, *m, *v; T *p_out, *m_out, *v_out; } adam_##S; \
  CLONES static void adam_part_##S(long begin, long end, void *context) {               \
    const adam_##S *c = context;                                                        \
    const T *p = c->p + begin, *g = c->g + begin, *m = c->m + begin, *v = c->v + begin; \
    T *p_out = c->p_out + begin, *m_out = c->m_out + begin, *v_out = c->v_out + begin;  \
    T beta1 = (T)c->a->beta1, beta2 = (T)c->a->beta2, rest1 = (T)(1 - c->a->beta1), rest2 = (T)(1 - c->a->beta2); \
    T step = (T)(c->a->rate / c->a->first), root = (T)(1 / __builtin_sqrt(c->a->second)), eps = (T)c->a->eps; \
    T added = c->a->decoupled ? 0 : (T)c->a->decay, kept = c->a->decoupled ? (T)(1 - c->a->rate * c->a->decay) : 1; \
    long n = end - begin;                                                               \
    FOR_EACH {                                                                          \
      T x = p[i], slope = g[i] + added * x;                                             \
      T mean = beta1 * m[i] + rest1 * slope, square = beta2 * v[i] + rest2 * slope * slope; \
      m_out[i] = mean;                                                                  \
      v_out[i] = square;                                                                \
      p_out[i] = kept * x - step * mean / (SQRT(square) * root + eps);                  \
    }                                                                                   \
  }                                                                                     \
  void gradus_adam_##S(                                                                 \
    const gradus_adam *a, long n, const T *p, const T *g, const T *m, const T *v, T *p_out, T *m_out, T *v_out) { \
    adam_##S c = {a, p, g, m, v, p_out, m_out, v_out};                                  \
    gradus_parallel(n, 16384, adam_part_##S, &c);                                       \
  }
ADAM(f32, float, __builtin_sqrtf)
ADAM(f64, double, __builtin_sqrt)
