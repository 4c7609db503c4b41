// Kernels of network layers and optimisers: convolution, pooling, the gates of recurrent cells, Adam's step.
// Arrays are contiguous. NULL stands for what is not there or not wanted.
#ifndef GRADUS_NETWORKS_H
#define GRADUS_NETWORKS_H

/// Where a kernel is laid over pictures [channels, height, width].
typedef struct {
  long channels, height, width;
  long kernel_rows, kernel_columns, rows, columns;
  long row_stride, column_stride, row_dilation, column_dilation, row_before, column_before;
} gradus_windows;

/// Convolution with one group, plus a bias for each output channel: each picture's windows become the columns of
/// a matrix while they are in the cache. Returns 0 when there is no memory for them.
int gradus_convolution_f64(
  const gradus_windows *w, long pictures, long outputs, const double *x, const double *weight, const double *bias,
  double *out);
int gradus_convolution_f32(
  const gradus_windows *w, long pictures, long outputs, const float *x, const float *weight, const float *bias,
  float *out);
/// The gradients of the pictures, of the weight and of the bias.
int gradus_convolution_gradient_f64(
  const gradus_windows *w, long pictures, long outputs, const double *g, const double *x, const double *weight,
  double *dx, double *dweight, double *dbias);
int gradus_convolution_gradient_f32(
  const gradus_windows *w, long pictures, long outputs, const float *g, const float *x, const float *weight,
  float *dx, float *dweight, float *dbias);

/// What each place of a pooled picture looks at along one axis: from starts[i] on, a step apart, before ends[i].
typedef struct {
  long size, step, count;
  const long *starts, *ends;
} gradus_pool_axis;

/// For each window the position of its first largest element in its plane, and counted over all planes; nan
/// counts as the largest.
void gradus_largest_f64(
  long planes, gradus_pool_axis rows, gradus_pool_axis columns, const double *x, long *in_plane, long *in_all);
void gradus_largest_f32(
  long planes, gradus_pool_axis rows, gradus_pool_axis columns, const float *x, long *in_plane, long *in_all);

/// Each channel of x [n, channels, size] with mean 0 and variance 1 over the batch, times its weight plus its bias;
/// `mean` and `variance` (divided by their number) are results.
void gradus_batch_norm_f64(
  long n, long channels, long size, const double *x, const double *weight, const double *bias, double eps, double *out,
  double *mean, double *variance);
void gradus_batch_norm_f32(
  long n, long channels, long size, const float *x, const float *weight, const float *bias, double eps, float *out,
  float *mean, float *variance);
/// The gradients of x, of the weight and of the bias.
void gradus_batch_norm_gradient_f64(
  long n, long channels, long size, const double *g, const double *x, const double *weight, double eps, double *dx,
  double *dweight, double *dbias);
void gradus_batch_norm_gradient_f32(
  long n, long channels, long size, const float *g, const float *x, const float *weight, double eps, float *dx,
  float *dweight, float *dbias);

/// Attention of `heads` queries [t, d] to keys [s, d] and values [s, e], whose places and steps from row to row are
/// given; a causal query sees no later key. Scores exist for 64 queries at a time only.
typedef struct {
  long heads, t, s, d, e;
  double scale;
  int causal;
  /// For each head where its queries, keys and values start, in elements.
  const long *places;
  long query_step, key_step, value_step;
} gradus_attention;
/// Returns 0 when there is no memory for the scores. Results are contiguous.
int gradus_attention_f64(const gradus_attention *a, const double *q, const double *k, const double *v, double *out);
int gradus_attention_f32(const gradus_attention *a, const float *q, const float *k, const float *v, float *out);
int gradus_attention_gradient_f64(
  const gradus_attention *a, const double *g, const double *q, const double *k, const double *v, double *dq, double *dk,
  double *dv);
int gradus_attention_gradient_f32(
  const gradus_attention *a, const float *g, const float *q, const float *k, const float *v, float *dq, float *dk,
  float *dv);

/// An LSTM cell after its products: gates [batch, 4n] in PyTorch's order (input, forget, candidate, output) and
/// the cell state give the new hidden and cell states.
void gradus_lstm_f64(long batch, long n, const double *gates, const double *c, double *h_out, double *c_out);
void gradus_lstm_f32(long batch, long n, const float *gates, const float *c, float *h_out, float *c_out);
/// The gradients of gates and cell state from those of the new states.
void gradus_lstm_gradient_f64(
  long batch, long n, const double *gates, const double *c, const double *c_out, const double *dh,
  const double *dc_out, double *dgates, double *dc);
void gradus_lstm_gradient_f32(
  long batch, long n, const float *gates, const float *c, const float *c_out, const float *dh,
  const float *dc_out, float *dgates, float *dc);

/// One step of Adam: `first` and `second` are what the means are divided by to correct their start from 0.
/// The decay is added to the gradient, or with `decoupled` taken off the values (AdamW). Results may be the
/// operands themselves.
typedef struct {
  double rate, beta1, beta2, eps, decay, first, second;
  int decoupled;
} gradus_adam;
void gradus_adam_f64(
  const gradus_adam *a, long n, const double *p, const double *g, const double *m, const double *v, double *p_out,
  double *m_out, double *v_out);
void gradus_adam_f32(
  const gradus_adam *a, long n, const float *p, const float *g, const float *m, const float *v, float *p_out,
  float *m_out, float *v_out);
#endif
