// Kernels over the rows of a matrix: sums, softmax, norms, losses. Rows lie one after the other, each in one
// piece. Long ones and many are divided among threads in pieces that the sizes alone decide. NULL stands for
// what is not there or not wanted.
#ifndef GRADUS_ROWS_H
#define GRADUS_ROWS_H

/// out[o, i] = Σ over l of a[o, l, i]. Added in double precision, blocks of terms first, so that the rounding
/// error grows with the number of blocks; `_wide` leaves the sums of f32 in f64.
void gradus_sum_f64(long outer, long length, long inner, const double *a, double *out);
void gradus_sum_f32(long outer, long length, long inner, const float *a, float *out);
void gradus_sum_f32_wide(long outer, long length, long inner, const float *a, double *out);

/// Terms that `gradus_sum` adds in one go, before sums of them are added by halves.
enum { GRADUS_SUM_BLOCK_F64 = 512, GRADUS_SUM_BLOCK_F32 = 1024 };
/// The sum of one such block, and that of n terms from the sums of their blocks, which it overwrites: the same to the
/// last bit as `gradus_sum` of all terms.
double gradus_block_sum_f64(long n, const double *a);
double gradus_block_sum_f32(long n, const float *a);
double gradus_sum_of_blocks_f64(long n, double *blocks);
double gradus_sum_of_blocks_f32(long n, double *blocks);

/// Softmax of each row, or its logarithm.
void gradus_softmax_f64(int logarithm, long rows, long n, const double *x, double *out);
void gradus_softmax_f32(int logarithm, long rows, long n, const float *x, float *out);
/// In place; of row r only the first `seen` + r elements count, the others become 0. On this thread alone.
void gradus_softmax_causal_f64(long rows, long n, long seen, double *x);
void gradus_softmax_causal_f32(long rows, long n, long seen, float *x);
/// The gradient of x from that of the result y: y (g - Σ g y), or g - exp(y) Σ g for the logarithm.
void gradus_softmax_gradient_f64(int logarithm, long rows, long n, const double *g, const double *y, double *out);
void gradus_softmax_gradient_f32(int logarithm, long rows, long n, const float *g, const float *y, float *out);

/// Each row with mean 0 and variance 1 (`eps` added to the variance), times a weight plus a bias for each column.
/// Without `centers` the mean is left where it is, and the rows are divided by their root mean square.
void gradus_norm_f64(
  int centers, long rows, long n, const double *x, const double *weight, const double *bias, double eps, double *out);
void gradus_norm_f32(
  int centers, long rows, long n, const float *x, const float *weight, const float *bias, double eps, float *out);
/// The gradients of x, of the weight and of the bias; 0 when there is no memory for the sums.
int gradus_norm_gradient_f64(
  int centers, long rows, long n, const double *g, const double *x, const double *weight, double eps, double *dx,
  double *dweight, double *dbias);
int gradus_norm_gradient_f32(
  int centers, long rows, long n, const float *g, const float *x, const float *weight, double eps, float *dx,
  float *dweight, float *dbias);

/// For each row of logits ln Σ exp x, and that minus the logit of its class: the loss. Classes below 0 are left
/// out and lose nothing.
void gradus_cross_entropy_f64(
  long rows, long n, const double *x, const long *classes, double *loss, double *log_sum);
void gradus_cross_entropy_f32(long rows, long n, const float *x, const long *classes, float *loss, float *log_sum);
/// The gradient of the logits: g (softmax - 1 at the class) for each row.
void gradus_cross_entropy_gradient_f64(
  long rows, long n, const double *g, const double *x, const long *classes, const double *log_sum, double *out);
void gradus_cross_entropy_gradient_f32(
  long rows, long n, const float *g, const float *x, const long *classes, const float *log_sum, float *out);
#endif
