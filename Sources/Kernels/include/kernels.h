// The C kernels of the tensor engine: elementwise loops and sums, one function per dtype, the
// operation chosen once per call. Steps are in elements; results are contiguous, and may be an operand's own
// elements where that is contiguous too. Long arrays are divided among threads; up to a few thousand
// elements a call costs its loop and no more, so that chains can run tile by tile.
#ifndef GRADUS_KERNELS_H
#define GRADUS_KERNELS_H
#include "interrupt.h"
#include "networks.h"
#include "products.h"
#include "rows.h"
#include "special.h"
#include "threads.h"
#include <stdint.h>

/// The dtypes; the order is shared with `DType` in Swift.
enum gradus_dtype {
  GRADUS_BOOL, GRADUS_U8, GRADUS_I32, GRADUS_I64, GRADUS_F16, GRADUS_BF16, GRADUS_F32, GRADUS_F64,
};

/// Converts n elements; floats lose their fraction towards zero, anything but 0 is true.
/// Returns the position of the first value that the target can't hold, or -1.
long gradus_convert(int source, long n, const void *from, int target, void *out);

/// Binary operations; the order is shared with `BinaryKernel` in Swift.
enum gradus_binary {
  GRADUS_ADD, GRADUS_SUBTRACT, GRADUS_MULTIPLY, GRADUS_DIVIDE, GRADUS_FLOOR_DIVIDE, GRADUS_MODULO,
  GRADUS_POWER, GRADUS_MAXIMUM, GRADUS_MINIMUM, GRADUS_ATAN2,
  // A gradient times the slope of a function: at the function's value for the first two, at its argument
  // for the others.
  GRADUS_SIGMOID_GRADIENT, GRADUS_TANH_GRADIENT, GRADUS_RELU_GRADIENT, GRADUS_SILU_GRADIENT,
  GRADUS_GELU_GRADIENT, GRADUS_GELU_TANH_GRADIENT,
};

/// Comparisons; the order is shared with `Tensor.Comparison`.
enum gradus_comparison {
  GRADUS_EQUAL, GRADUS_NOT_EQUAL, GRADUS_LESS, GRADUS_LESS_OR_EQUAL, GRADUS_GREATER, GRADUS_GREATER_OR_EQUAL,
};

/// Unary operations on floats; the order is shared with `UnaryKernel`.
enum gradus_unary {
  GRADUS_NEGATE, GRADUS_ABS, GRADUS_SIGN, GRADUS_SQUARE, GRADUS_SQRT, GRADUS_RSQRT, GRADUS_RECIPROCAL,
  GRADUS_EXP, GRADUS_EXP2, GRADUS_EXPM1, GRADUS_LOG, GRADUS_LOG2, GRADUS_LOG10, GRADUS_LOG1P,
  GRADUS_SIN, GRADUS_COS, GRADUS_TAN, GRADUS_ASIN, GRADUS_ACOS, GRADUS_ATAN,
  GRADUS_SINH, GRADUS_COSH, GRADUS_TANH, GRADUS_ASINH, GRADUS_ACOSH, GRADUS_ATANH,
  GRADUS_FLOOR, GRADUS_CEIL, GRADUS_ROUND, GRADUS_TRUNC,
  GRADUS_ERF, GRADUS_ERFC, GRADUS_LGAMMA, GRADUS_DIGAMMA, GRADUS_SIGMOID, GRADUS_RELU, GRADUS_SOFTPLUS,
  GRADUS_SILU, GRADUS_GELU, GRADUS_GELU_TANH,
};

void gradus_binary_f64(int op, long n, const double *a, long sa, const double *b, long sb, double *out);
void gradus_binary_f32(int op, long n, const float *a, long sa, const float *b, long sb, float *out);
/// Integer division by zero is found by the caller beforehand. Returns whether a result overflowed.
int gradus_binary_i64(int op, long n, const int64_t *a, long sa, const int64_t *b, long sb, int64_t *out);

void gradus_compare_f64(int op, long n, const double *a, long sa, const double *b, long sb, uint8_t *out);
void gradus_compare_f32(int op, long n, const float *a, long sa, const float *b, long sb, uint8_t *out);
void gradus_compare_i64(int op, long n, const int64_t *a, long sa, const int64_t *b, long sb, uint8_t *out);

void gradus_unary_f64(int op, long n, const double *a, long sa, double *out);
void gradus_unary_f32(int op, long n, const float *a, long sa, float *out);
#endif
