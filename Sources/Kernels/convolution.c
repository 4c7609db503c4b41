#include "clones.h"
#include "include/gemm.h"
#include "include/interrupt.h"
#include "include/networks.h"
#include "include/threads.h"
#include "scratch.h"
#include "sizes.h"
#include <stdlib.h>
#include <string.h>

/// The windows whose element k lies inside the picture: first...end.
static void inside(long size, long count, long stride, long shift, long *first, long *end) {
  long a = shift <= 0 ? 0 : (shift - 1) / stride + 1, b = size + shift <= 0 ? 0 : (size + shift - 1) / stride + 1;
  *first = smaller(a, count);
  *end = smaller(b, count) < *first ? *first : smaller(b, count);
}

/// Pictures that one thread takes at a time: few pieces, because each has sums of its own for the weights.
static long step_of(long pictures) { return (pictures + 15) / 16; }

#define CONVOLUTION(S, T)                                                         \
  CLONES static void columns_##S(const gradus_windows *w, const T *x, T *to) {          \
    for (long c = 0; c < w->channels; c++)                                              \
      for (long i = 0; i < w->kernel_rows; i++)                                         \
        for (long j = 0; j < w->kernel_columns; j++, to += w->rows * w->columns) {      \
          long row_shift = w->row_before - i * w->row_dilation, top, bottom;            \
          long column_shift = w->column_before - j * w->column_dilation, left, right;   \
          inside(w->height, w->rows, w->row_stride, row_shift, &top, &bottom);          \
          inside(w->width, w->columns, w->column_stride, column_shift, &left, &right);  \
          if (top > 0 || bottom < w->rows || left > 0 || right < w->columns)            \
            memset(to, 0, (size_t)(w->rows * w->columns) * sizeof(T));                  \
          long step = w->column_stride;                                                 \
          for (long y = top; y < bottom; y++) {                                         \
            const T *from = x + (c * w->height + y * w->row_stride - row_shift) * w->width - column_shift; \
            T *line = to + y * w->columns;                                              \
            if (step == 1) for (long z = left; z < right; z++) line[z] = from[z];       \
            else for (long z = left; z < right; z++) line[z] = from[z * step];          \
          }                                                                             \
        }                                                                               \
  }                                                                                     \
  CLONES static void add_columns_##S(const gradus_windows *w, const T *from, T *x) {    \
    for (long c = 0; c < w->channels; c++)                                              \
      for (long i = 0; i < w->kernel_rows; i++)                                         \
        for (long j = 0; j < w->kernel_columns; j++, from += w->rows * w->columns) {    \
          long row_shift = w->row_before - i * w->row_dilation, top, bottom;            \
          long column_shift = w->column_before - j * w->column_dilation, left, right;   \
          inside(w->height, w->rows, w->row_stride, row_shift, &top, &bottom);          \
          inside(w->width, w->columns, w->column_stride, column_shift, &left, &right);  \
          long step = w->column_stride;                                                 \
          for (long y = top; y < bottom; y++) {                                         \
            T *to = x + (c * w->height + y * w->row_stride - row_shift) * w->width - column_shift; \
            const T *line = from + y * w->columns;                                      \
            if (step == 1) for (long z = left; z < right; z++) to[z] += line[z];        \
            else for (long z = left; z < right; z++) to[z * step] += line[z];           \
          }                                                                             \
        }                                                                               \
  }                                                                                     \
  typedef struct {                                                                      \
    const gradus_windows *w;                                                            \
    long outputs, depth, places, step;                                                  \
    const T *x, *weight, *bias, *g;                                                     \
    T *out, *dx, *parts;                                                                \
    int failed;                                                                         \
  } convolution_##S;                                                                    \
  static int is_plain_##S(const gradus_windows *w) {                                    \
    return w->kernel_rows == 1 && w->kernel_columns == 1 && w->rows == w->height && w->columns == w->width && \
           w->row_before == 0 && w->column_before == 0;                                 \
  }                                                                                     \
  static void forward_##S(long begin, long end, void *context) {                        \
    convolution_##S *c = context;                                                       \
    int plain = is_plain_##S(c->w);                                                     \
    T *columns = plain ? NULL : gradus_scratch(scratch_of_kernels, (size_t)(c->depth * c->places) * sizeof(T));    \
    if (!plain && !columns) {                                                           \
      __atomic_store_n(&c->failed, 1, __ATOMIC_RELAXED);                                \
      return;                                                                           \
    }                                                                                   \
    long picture = c->w->channels * c->w->height * c->w->width;                         \
    for (long n = begin; n < end && !gradus_interrupt_requested(); n++) {               \
      T *out = c->out + n * c->outputs * c->places;                                     \
      if (!plain) columns_##S(c->w, c->x + n * picture, columns);                       \
      if (c->bias)                                                                      \
        for (long o = 0; o < c->outputs; o++)                                           \
          for (long i = 0; i < c->places; i++) out[o * c->places + i] = c->bias[o];     \
      gradus_gemm_##S(                                                                  \
        c->outputs, c->places, c->depth, 1, c->weight, c->depth, 1, plain ? c->x + n * picture : columns, c->places, 1, \
        out, c->places, c->bias ? 1 : 0);                                               \
    }                                                                                   \
  }                                                                                     \
  static void backward_##S(long begin, long end, void *context) {                       \
    convolution_##S *c = context;                                                       \
    size_t each = (size_t)(c->depth * c->places);                                       \
    T *columns = gradus_scratch(scratch_of_kernels, each * sizeof(T));                                             \
    if (!columns) {                                                                     \
      __atomic_store_n(&c->failed, 1, __ATOMIC_RELAXED);                                \
      return;                                                                           \
    }                                                                                   \
    long picture = c->w->channels * c->w->height * c->w->width;                         \
    T *sums = c->parts ? c->parts + begin / c->step * c->outputs * c->depth : NULL;     \
    for (long n = begin; n < end && !gradus_interrupt_requested(); n++) {               \
      const T *g = c->g + n * c->outputs * c->places;                                   \
      if (sums) {                                                                       \
        columns_##S(c->w, c->x + n * picture, columns);                                 \
        gradus_gemm_##S(                                                                \
          c->outputs, c->depth, c->places, 1, g, c->places, 1, columns, 1, c->places, sums, c->depth, n > begin); \
      }                                                                                 \
      if (c->dx) {                                                                      \
        gradus_gemm_##S(                                                                \
          c->depth, c->places, c->outputs, 1, c->weight, 1, c->depth, g, c->places, 1, columns, c->places, 0); \
        memset(c->dx + n * picture, 0, (size_t)picture * sizeof(T));                    \
        add_columns_##S(c->w, columns, c->dx + n * picture);                            \
      }                                                                                 \
    }                                                                                   \
  }                                                                                     \
  int gradus_convolution_##S(                                                           \
    const gradus_windows *w, long pictures, long outputs, const T *x, const T *weight, const T *bias, T *out) { \
    convolution_##S c = {                                                               \
      w, outputs, w->channels * w->kernel_rows * w->kernel_columns, w->rows * w->columns, 0, x, weight, bias, NULL, \
      out, NULL, NULL, 0};                                                              \
    gradus_parallel(pictures, step_of(pictures), forward_##S, &c);                      \
    return !c.failed;                                                                   \
  }                                                                                     \
  int gradus_convolution_gradient_##S(                                                  \
    const gradus_windows *w, long pictures, long outputs, const T *g, const T *x, const T *weight, T *dx, T *dweight, \
    T *dbias) {                                                                         \
    convolution_##S c = {                                                               \
      w, outputs, w->channels * w->kernel_rows * w->kernel_columns, w->rows * w->columns, step_of(pictures), x, \
      weight, NULL, g, NULL, dx, NULL, 0};                                              \
    long size = outputs * c.depth, pieces = (pictures - 1) / c.step + 1;                \
    if (dweight && !(c.parts = malloc((size_t)(pieces * size) * sizeof(T)))) return 0;  \
    if (dx || dweight) gradus_parallel(pictures, c.step, backward_##S, &c);             \
    if (dweight && !c.failed && !gradus_interrupt_requested())                          \
      for (long i = 0; i < size; i++) {                                                 \
        T sum = 0;                                                                      \
        for (long p = 0; p < pieces; p++) sum += c.parts[p * size + i];                 \
        dweight[i] = sum;                                                               \
      }                                                                                 \
    free(c.parts);                                                                      \
    if (dbias)                                                                          \
      for (long o = 0; o < outputs; o++) {                                              \
        double sum = 0;                                                                 \
        for (long n = 0; n < pictures; n++) sum += plane_sum_##S(c.places, g + (n * outputs + o) * c.places); \
        dbias[o] = (T)sum;                                                              \
      }                                                                                 \
    return !c.failed;                                                                   \
  }

#define PLANE_SUM(S, T)                                                                 \
  CLONES static double plane_sum_##S(long n, const T *a) {                              \
    _Pragma("clang fp reassociate(on)") double sum = 0;                                 \
    for (long i = 0; i < n; i++) sum += (double)a[i];                                   \
    return sum;                                                                         \
  }
PLANE_SUM(f32, float)
PLANE_SUM(f64, double)
CONVOLUTION(f32, float)
CONVOLUTION(f64, double)
