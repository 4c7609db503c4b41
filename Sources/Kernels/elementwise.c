#include "clones.h"
#include "include/kernels.h"
#include <math.h>

// MARK: binary

// The three common pairs of steps get loops of their own, which vectorise; the last serves all others.
#define BINARY_LOOP(EXPRESSION)                                                        \
  if (sa == 1 && sb == 1) for (long i = 0; i < n; i++) { x = a[i]; y = b[i]; out[i] = EXPRESSION; }      \
  else if (sb == 0) { y = b[0]; for (long i = 0; i < n; i++) { x = a[i * sa]; out[i] = EXPRESSION; } }    \
  else if (sa == 0) { x = a[0]; for (long i = 0; i < n; i++) { y = b[i * sb]; out[i] = EXPRESSION; } }    \
  else for (long i = 0; i < n; i++) { x = a[i * sa]; y = b[i * sb]; out[i] = EXPRESSION; }                \
  break;

static inline double floor_mod_f64(double x, double y) {
  double r = fmod(x, y);
  return r != 0 && (r < 0) != (y < 0) ? r + y : r;
}
static inline float floor_mod_f32(float x, float y) {
  float r = fmodf(x, y);
  return r != 0 && (r < 0) != (y < 0) ? r + y : r;
}
// The quotient that goes with the remainder: ⌊1/0.1⌋ is 9, as 0.1 is a little more than a tenth, while the
// division rounds to 10 (Python and PyTorch agree).
static inline double floor_div_f64(double x, double y) {
  double q = x / y;
  if (y == 0 || !isfinite(q)) return q;
  q = (x - floor_mod_f64(x, y)) / y;
  return q == 0 ? copysign(0, x / y) : nearbyint(q);
}
static inline float floor_div_f32(float x, float y) {
  float q = x / y;
  if (y == 0 || !isfinite(q)) return q;
  q = (x - floor_mod_f32(x, y)) / y;
  return q == 0 ? copysignf(0, x / y) : nearbyintf(q);
}
static inline int64_t floor_mod_i64(int64_t x, int64_t y) {
  if (y == -1) return 0; // the quotient of the smallest integer would overflow
  int64_t r = x % y;
  return r != 0 && (r < 0) != (y < 0) ? r + y : r;
}
static inline int64_t floor_div_i64(int64_t x, int64_t y, int *overflow) {
  if (y == -1) {
    *overflow |= x == INT64_MIN;
    return (int64_t)(0 - (uint64_t)x);
  }
  int64_t q = x / y;
  return q * y != x && (x < 0) != (y < 0) ? q - 1 : q;
}
// Each integer operation adds to `overflow` instead of branching, so that the loops stay straight.
static inline int64_t add_i64(int64_t x, int64_t y, int *overflow) {
  int64_t r = (int64_t)((uint64_t)x + (uint64_t)y);
  *overflow |= ((x ^ r) & (y ^ r)) < 0;
  return r;
}
static inline int64_t subtract_i64(int64_t x, int64_t y, int *overflow) {
  int64_t r = (int64_t)((uint64_t)x - (uint64_t)y);
  *overflow |= ((x ^ y) & (x ^ r)) < 0;
  return r;
}
static inline int64_t multiply_i64(int64_t x, int64_t y, int *overflow) {
  int64_t r;
  *overflow |= __builtin_mul_overflow(x, y, &r);
  return r;
}
static inline int64_t power_i64(int64_t base, int64_t exponent, int *overflow) {
  if (exponent < 0) return base == 1 ? 1 : base == -1 ? (exponent % 2 ? -1 : 1) : 0;
  int64_t result = 1;
  while (exponent) {
    if (exponent & 1) result = multiply_i64(result, base, overflow);
    exponent >>= 1;
    // The last square is not used, and may overflow unseen.
    if (exponent) base = multiply_i64(base, base, overflow);
  }
  return result;
}

#define FLOAT_BINARY(NAME, T, POW, MOD, FLOOR_DIVIDE, ATAN2)                           \
  CLONES void NAME(int op, long n, const T *a, long sa, const T *b, long sb, T *out) { \
    T x, y;                                                                            \
    switch (op) {                                                                      \
    case GRADUS_ADD: BINARY_LOOP(x + y)                                                \
    case GRADUS_SUBTRACT: BINARY_LOOP(x - y)                                           \
    case GRADUS_MULTIPLY: BINARY_LOOP(x * y)                                           \
    case GRADUS_DIVIDE: BINARY_LOOP(x / y)                                             \
    case GRADUS_FLOOR_DIVIDE: BINARY_LOOP(FLOOR_DIVIDE(x, y))                                \
    case GRADUS_MODULO: BINARY_LOOP(MOD(x, y))                                         \
    case GRADUS_POWER: BINARY_LOOP(POW(x, y))                                          \
    case GRADUS_MAXIMUM: BINARY_LOOP(x != x ? x : (y != y ? y : (x > y ? x : y)))      \
    case GRADUS_MINIMUM: BINARY_LOOP(x != x ? x : (y != y ? y : (x < y ? x : y)))      \
    case GRADUS_ATAN2: BINARY_LOOP(ATAN2(x, y))                                        \
    }                                                                                  \
  }

FLOAT_BINARY(gradus_binary_f64, double, pow, floor_mod_f64, floor_div_f64, atan2)
FLOAT_BINARY(gradus_binary_f32, float, powf, floor_mod_f32, floor_div_f32, atan2f)

CLONES int gradus_binary_i64(int op, long n, const int64_t *a, long sa, const int64_t *b, long sb, int64_t *out) {
  int64_t x, y;
  int overflow = 0;
  switch (op) {
  case GRADUS_ADD: BINARY_LOOP(add_i64(x, y, &overflow))
  case GRADUS_SUBTRACT: BINARY_LOOP(subtract_i64(x, y, &overflow))
  case GRADUS_MULTIPLY: BINARY_LOOP(multiply_i64(x, y, &overflow))
  case GRADUS_FLOOR_DIVIDE: BINARY_LOOP(floor_div_i64(x, y, &overflow))
  case GRADUS_MODULO: BINARY_LOOP(floor_mod_i64(x, y))
  case GRADUS_POWER: BINARY_LOOP(power_i64(x, y, &overflow))
  case GRADUS_MAXIMUM: BINARY_LOOP(x > y ? x : y)
  case GRADUS_MINIMUM: BINARY_LOOP(x < y ? x : y)
  }
  return overflow;
}

// MARK: comparisons

#define COMPARE(NAME, T)                                                                     \
  CLONES void NAME(int op, long n, const T *a, long sa, const T *b, long sb, uint8_t *out) { \
    T x, y;                                                                                  \
    switch (op) {                                                                            \
    case GRADUS_EQUAL: BINARY_LOOP(x == y)                                                   \
    case GRADUS_NOT_EQUAL: BINARY_LOOP(x != y)                                               \
    case GRADUS_LESS: BINARY_LOOP(x < y)                                                     \
    case GRADUS_LESS_OR_EQUAL: BINARY_LOOP(x <= y)                                           \
    case GRADUS_GREATER: BINARY_LOOP(x > y)                                                  \
    case GRADUS_GREATER_OR_EQUAL: BINARY_LOOP(x >= y)                                        \
    }                                                                                        \
  }

COMPARE(gradus_compare_f64, double)
COMPARE(gradus_compare_f32, float)
COMPARE(gradus_compare_i64, int64_t)

// MARK: unary

/// Derivative of ln Γ: recurrence up to 10, then the asymptotic series (Abramowitz & Stegun 6.3.18);
/// reflection for negative arguments.
static double digamma(double x) {
  if (x == 0) return copysign(INFINITY, -x);
  if (x < 0) {
    if (x == floor(x)) return NAN;
    return digamma(1 - x) - M_PI / tan(M_PI * x);
  }
  double result = 0;
  while (x < 10) {
    result -= 1 / x;
    x += 1;
  }
  double r = 1 / (x * x);
  double series = r * (1.0 / 12 - r * (1.0 / 120 - r * (1.0 / 252 - r * (1.0 / 240 - r * (1.0 / 132 - r * (691.0 / 32760 - r / 12))))));
  return result + log(x) - 0.5 / x - series;
}

static double log_gamma(double x) {
  int sign;
  return lgamma_r(x, &sign);
}

static inline double sigmoid(double x) {
  if (x >= 0) return 1 / (1 + exp(-x));
  double e = exp(x);
  return e / (1 + e);
}
static inline float sigmoid_f32(float x) {
  if (x >= 0) return 1 / (1 + expf(-x));
  float e = expf(x);
  return e / (1 + e);
}

#define UNARY_LOOP(EXPRESSION)                                                          \
  if (sa == 1) for (long i = 0; i < n; i++) { x = a[i]; out[i] = EXPRESSION; }          \
  else for (long i = 0; i < n; i++) { x = a[i * sa]; out[i] = EXPRESSION; }             \
  break;

#define UNARY(NAME, T, F, SIGMOID)                                                      \
  CLONES void NAME(int op, long n, const T *a, long sa, T *out) {                       \
    T x;                                                                                \
    switch (op) {                                                                       \
    case GRADUS_NEGATE: UNARY_LOOP(-x)                                                  \
    case GRADUS_ABS: UNARY_LOOP(F(fabs)(x))                                             \
    case GRADUS_SIGN: UNARY_LOOP(x != x ? x : (T)((x > 0) - (x < 0)))                   \
    case GRADUS_SQUARE: UNARY_LOOP(x * x)                                               \
    case GRADUS_SQRT: UNARY_LOOP(F(sqrt)(x))                                            \
    case GRADUS_RSQRT: UNARY_LOOP(1 / F(sqrt)(x))                                       \
    case GRADUS_RECIPROCAL: UNARY_LOOP(1 / x)                                           \
    case GRADUS_EXP: UNARY_LOOP(F(exp)(x))                                              \
    case GRADUS_EXP2: UNARY_LOOP(F(exp2)(x))                                            \
    case GRADUS_EXPM1: UNARY_LOOP(F(expm1)(x))                                          \
    case GRADUS_LOG: UNARY_LOOP(F(log)(x))                                              \
    case GRADUS_LOG2: UNARY_LOOP(F(log2)(x))                                            \
    case GRADUS_LOG10: UNARY_LOOP(F(log10)(x))                                          \
    case GRADUS_LOG1P: UNARY_LOOP(F(log1p)(x))                                          \
    case GRADUS_SIN: UNARY_LOOP(F(sin)(x))                                              \
    case GRADUS_COS: UNARY_LOOP(F(cos)(x))                                              \
    case GRADUS_TAN: UNARY_LOOP(F(tan)(x))                                              \
    case GRADUS_ASIN: UNARY_LOOP(F(asin)(x))                                            \
    case GRADUS_ACOS: UNARY_LOOP(F(acos)(x))                                            \
    case GRADUS_ATAN: UNARY_LOOP(F(atan)(x))                                            \
    case GRADUS_SINH: UNARY_LOOP(F(sinh)(x))                                            \
    case GRADUS_COSH: UNARY_LOOP(F(cosh)(x))                                            \
    case GRADUS_TANH: UNARY_LOOP(F(tanh)(x))                                            \
    case GRADUS_ASINH: UNARY_LOOP(F(asinh)(x))                                          \
    case GRADUS_ACOSH: UNARY_LOOP(F(acosh)(x))                                          \
    case GRADUS_ATANH: UNARY_LOOP(F(atanh)(x))                                          \
    case GRADUS_FLOOR: UNARY_LOOP(F(floor)(x))                                          \
    case GRADUS_CEIL: UNARY_LOOP(F(ceil)(x))                                            \
    case GRADUS_ROUND: UNARY_LOOP(F(nearbyint)(x))                                      \
    case GRADUS_TRUNC: UNARY_LOOP(F(trunc)(x))                                          \
    case GRADUS_ERF: UNARY_LOOP(F(erf)(x))                                              \
    case GRADUS_ERFC: UNARY_LOOP(F(erfc)(x))                                            \
    case GRADUS_LGAMMA: UNARY_LOOP((T)log_gamma(x))                                     \
    case GRADUS_DIGAMMA: UNARY_LOOP((T)digamma(x))                                      \
    case GRADUS_SIGMOID: UNARY_LOOP(SIGMOID(x))                                         \
    case GRADUS_RELU: UNARY_LOOP(x != x ? x : (x > 0 ? x : 0))                          \
    case GRADUS_SOFTPLUS: UNARY_LOOP((x > 0 ? x : 0) + F(log1p)(F(exp)(-F(fabs)(x))))   \
    }                                                                                   \
  }

#define DOUBLE_NAME(f) f
#define FLOAT_NAME(g) g##f
UNARY(gradus_unary_f64, double, DOUBLE_NAME, sigmoid)
UNARY(gradus_unary_f32, float, FLOAT_NAME, sigmoid_f32)

// MARK: sums

// Every sum has the same shape: blocks of GRADUS_SUM_BLOCK elements, each added up in 16 columns, and the blocks
// in pairs. A fused program adds up block by block and comes to the same digits.
#define SUM(NAME, T)                                                                    \
  CLONES static double NAME##_block(long n, const T *a) {                               \
    double s[16] = {0};                                                                 \
    long i = 0;                                                                         \
    for (; i + 16 <= n; i += 16)                                                        \
      for (int j = 0; j < 16; j++) s[j] += (double)a[i + j];                            \
    for (int half = 8; half; half /= 2)                                                 \
      for (int j = 0; j < half; j++) s[j] += s[j + half];                               \
    double rest = 0;                                                                    \
    for (; i < n; i++) rest += (double)a[i];                                            \
    return s[0] + rest;                                                                 \
  }                                                                                     \
  static double NAME##_blocks(long first, long last, long n, const T *a) {              \
    if (last - first == 1) {                                                            \
      long begin = first * GRADUS_SUM_BLOCK, rest = n - begin;                          \
      return NAME##_block(rest < GRADUS_SUM_BLOCK ? rest : GRADUS_SUM_BLOCK, a + begin); \
    }                                                                                   \
    long middle = first + (last - first) / 2;                                           \
    return NAME##_blocks(first, middle, n, a) + NAME##_blocks(middle, last, n, a);      \
  }                                                                                     \
  double NAME(long n, const T *a) {                                                     \
    long blocks = (n + GRADUS_SUM_BLOCK - 1) / GRADUS_SUM_BLOCK;                        \
    return blocks <= 1 ? NAME##_block(n, a) : NAME##_blocks(0, blocks, n, a);           \
  }

SUM(gradus_sum_f64, double)
SUM(gradus_sum_f32, float)

double gradus_sum_partial(long blocks, const double *partial) {
  if (blocks <= 1) return blocks == 1 ? *partial : 0;
  return gradus_sum_partial(blocks / 2, partial) + gradus_sum_partial(blocks - blocks / 2, partial + blocks / 2);
}
