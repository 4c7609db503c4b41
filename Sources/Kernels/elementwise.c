#include "clones.h"
#include "include/kernels.h"
#include "include/threads.h"
#include "vector_math_f32.h"
#include <math.h>

// Every function here works a tile at a time: steps other than 0 and 1 are gathered into a small buffer, so that
// the loops below know only operands that lie together or are one number. Long arrays are divided among threads.

enum { tile = 512 };

// The result may be the operand itself: each element is read before it is written.
#define FOR_EACH _Pragma("clang loop vectorize(assume_safety)") for (long i = 0; i < n; i++)

/// How many elements are a piece for one thread: what a function costs decides from where on a second thread pays.
enum { cheap = 32768, costly = 8192, slow = 1024 };

// MARK: binary

#define BINARY_LOOP(EXPRESSION)                                                        \
  if (sb == 0) { y = b[0]; FOR_EACH { x = a[i]; out[i] = EXPRESSION; } }               \
  else if (sa == 0) { x = a[0]; FOR_EACH { y = b[i]; out[i] = EXPRESSION; } }          \
  else FOR_EACH { x = a[i]; y = b[i]; out[i] = EXPRESSION; }                           \
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
  if (y == 0 || (!isfinite(q) && isfinite(x))) return q;
  if (isinf(y) && isfinite(x)) return x != 0 && (x < 0) != (y < 0) ? -1 : q;
  q = (x - floor_mod_f64(x, y)) / y;
  return q == 0 ? copysign(0, x / y) : nearbyint(q);
}
static inline float floor_div_f32(float x, float y) {
  float q = x / y;
  if (y == 0 || (!isfinite(q) && isfinite(x))) return q;
  if (isinf(y) && isfinite(x)) return x != 0 && (x < 0) != (y < 0) ? -1 : q;
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


/// Powers that have names; whether this was one.
#define NAMED_POWER(NAME, T, SQRT)                                                     \
  static inline int NAME(long n, const T *a, T power, T *out) {                        \
    if (power == 2) FOR_EACH out[i] = a[i] * a[i];                                     \
    else if (power == 1) FOR_EACH out[i] = a[i];                                       \
    else if (power == 3) FOR_EACH out[i] = a[i] * a[i] * a[i];                         \
    else if (power == -1) FOR_EACH out[i] = 1 / a[i];                                  \
    else if (power == (T)0.5) FOR_EACH out[i] = a[i] == -(T)INFINITY ? (T)INFINITY : SQRT(a[i] + 0); \
    else return 0;                                                                     \
    return 1;                                                                          \
  }
NAMED_POWER(named_power_f64, double, __builtin_sqrt)
NAMED_POWER(named_power_f32, float, __builtin_sqrtf)

#define FLOAT_BINARY(NAME, T, F, LIBM, NAMED_POWER)                                    \
  CLONES static void NAME(int op, long n, const T *a, long sa, const T *b, long sb, T *out) { \
    T x, y;                                                                            \
    switch (op) {                                                                      \
    case GRADUS_ADD: BINARY_LOOP(x + y)                                                \
    case GRADUS_SUBTRACT: BINARY_LOOP(x - y)                                           \
    case GRADUS_MULTIPLY: BINARY_LOOP(x * y)                                           \
    case GRADUS_DIVIDE: BINARY_LOOP(x / y)                                             \
    case GRADUS_FLOOR_DIVIDE: BINARY_LOOP(F(floor_div)(x, y))                          \
    case GRADUS_MODULO: BINARY_LOOP(F(floor_mod)(x, y))                                \
    case GRADUS_POWER:                                                                 \
      if (sb == 0 && sa == 1 && NAMED_POWER(n, a, b[0], out)) return;                  \
      BINARY_LOOP(F(power)(x, y))                                                      \
    case GRADUS_MAXIMUM: BINARY_LOOP(x != x ? x : (y != y ? y : (x > y ? x : y)))      \
    case GRADUS_MINIMUM: BINARY_LOOP(x != x ? x : (y != y ? y : (x < y ? x : y)))      \
    case GRADUS_ATAN2: BINARY_LOOP(LIBM(atan2)(x, y))                                  \
    case GRADUS_SIGMOID_GRADIENT: BINARY_LOOP(x * y * (1 - y))                         \
    case GRADUS_TANH_GRADIENT: BINARY_LOOP(x * (1 - y * y))                            \
    case GRADUS_RELU_GRADIENT: BINARY_LOOP(y > 0 ? x : 0)                          \
    case GRADUS_SILU_GRADIENT: BINARY_LOOP(x * F(silu_slope)(y))                       \
    case GRADUS_GELU_GRADIENT: BINARY_LOOP(x * F(gelu_slope)(y))                       \
    case GRADUS_GELU_TANH_GRADIENT: BINARY_LOOP(x * F(gelu_tanh_slope)(y))             \
    }                                                                                  \
  }

#define F64(f) f##_f64
#define F32(f) f##_f32
#define LIBM_F64(f) f
#define LIBM_F32(g) g##f
static inline double power_f64(double x, double y) { return pow(x, y); }
FLOAT_BINARY(binary_f64, double, F64, LIBM_F64, named_power_f64)
FLOAT_BINARY(binary_f32, float, F32, LIBM_F32, named_power_f32)

CLONES static int binary_i64(int op, long n, const int64_t *a, long sa, const int64_t *b, long sb, int64_t *out) {
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

static long binary_grain(int op) {
  switch (op) {
  case GRADUS_FLOOR_DIVIDE: case GRADUS_MODULO: case GRADUS_POWER: case GRADUS_ATAN2: return slow;
  case GRADUS_SILU_GRADIENT: case GRADUS_GELU_GRADIENT: case GRADUS_GELU_TANH_GRADIENT: return costly;
  default: return cheap;
  }
}

// MARK: comparisons

#define COMPARE(NAME, T)                                                                     \
  CLONES static int NAME(int op, long n, const T *a, long sa, const T *b, long sb, uint8_t *out) { \
    T x, y;                                                                                  \
    switch (op) {                                                                            \
    case GRADUS_EQUAL: BINARY_LOOP(x == y)                                                   \
    case GRADUS_NOT_EQUAL: BINARY_LOOP(x != y)                                               \
    case GRADUS_LESS: BINARY_LOOP(x < y)                                                     \
    case GRADUS_LESS_OR_EQUAL: BINARY_LOOP(x <= y)                                           \
    case GRADUS_GREATER: BINARY_LOOP(x > y)                                                  \
    case GRADUS_GREATER_OR_EQUAL: BINARY_LOOP(x >= y)                                        \
    }                                                                                        \
    return 0;                                                                                \
  }

COMPARE(compare_f64, double)
COMPARE(compare_f32, float)
COMPARE(compare_i64, int64_t)

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

#define UNARY_LOOP(EXPRESSION) FOR_EACH { x = a[i]; out[i] = EXPRESSION; } break;

// Arguments that are too large for the quick reduction, or no numbers, send their tile to libm.
#define CIRCULAR(NAME, T, BITS, INTEGER, LIMIT)                                         \
  static inline int NAME(long n, const T *a) {                                          \
    INTEGER largest = 0;                                                                \
    for (long i = 0; i < n; i++) {                                                      \
      INTEGER bits = BITS(a[i]) << 1;                                                   \
      largest = bits > largest ? bits : largest;                                        \
    }                                                                                   \
    return largest <= BITS(LIMIT) << 1;                                                 \
  }
CIRCULAR(are_small_f64, double, bits_of_double, uint64_t, CIRCULAR_LIMIT_F64)
CIRCULAR(are_small_f32, float, bits_of_float, uint32_t, CIRCULAR_LIMIT_F32)

#define UNARY(NAME, T, F, LIBM)                                                         \
  CLONES static void NAME(int op, long n, const T *a, T *out) {                         \
    T x;                                                                                \
    switch (op) {                                                                       \
    case GRADUS_NEGATE: UNARY_LOOP(-x)                                                  \
    case GRADUS_ABS: UNARY_LOOP(F(abs)(x))                                              \
    case GRADUS_SIGN: UNARY_LOOP(x != x ? x : (T)((x > 0) - (x < 0)))                   \
    case GRADUS_SQUARE: UNARY_LOOP(x * x)                                               \
    case GRADUS_SQRT: UNARY_LOOP(LIBM(__builtin_sqrt)(x))                               \
    case GRADUS_RSQRT: UNARY_LOOP(1 / LIBM(__builtin_sqrt)(x))                          \
    case GRADUS_RECIPROCAL: UNARY_LOOP(1 / x)                                           \
    case GRADUS_EXP: UNARY_LOOP(F(exp)(x))                                              \
    case GRADUS_EXP2: UNARY_LOOP(F(exp2)(x))                                            \
    case GRADUS_EXPM1: UNARY_LOOP(F(expm1)(x))                                          \
    case GRADUS_LOG: UNARY_LOOP(F(log)(x))                                              \
    case GRADUS_LOG2: UNARY_LOOP(F(log2)(x))                                            \
    case GRADUS_LOG10: UNARY_LOOP(F(log10)(x))                                          \
    case GRADUS_LOG1P: UNARY_LOOP(F(log1p)(x))                                          \
    case GRADUS_SIN: if (F(are_small)(n, a)) { UNARY_LOOP(F(sin)(x)) } UNARY_LOOP(LIBM(sin)(x)) \
    case GRADUS_COS: if (F(are_small)(n, a)) { UNARY_LOOP(F(cos)(x)) } UNARY_LOOP(LIBM(cos)(x)) \
    case GRADUS_TAN: if (F(are_small)(n, a)) { UNARY_LOOP(F(tan)(x)) } UNARY_LOOP(LIBM(tan)(x)) \
    case GRADUS_ASIN: UNARY_LOOP(LIBM(asin)(x))                                         \
    case GRADUS_ACOS: UNARY_LOOP(LIBM(acos)(x))                                         \
    case GRADUS_ATAN: UNARY_LOOP(F(atan)(x))                                            \
    case GRADUS_SINH: UNARY_LOOP(F(sinh)(x))                                            \
    case GRADUS_COSH: UNARY_LOOP(F(cosh)(x))                                            \
    case GRADUS_TANH: UNARY_LOOP(F(tanh)(x))                                            \
    case GRADUS_ASINH: UNARY_LOOP(LIBM(asinh)(x))                                       \
    case GRADUS_ACOSH: UNARY_LOOP(LIBM(acosh)(x))                                       \
    case GRADUS_ATANH: UNARY_LOOP(LIBM(atanh)(x))                                       \
    case GRADUS_FLOOR: UNARY_LOOP(LIBM(__builtin_floor)(x))                             \
    case GRADUS_CEIL: UNARY_LOOP(LIBM(__builtin_ceil)(x))                               \
    case GRADUS_ROUND: UNARY_LOOP(LIBM(__builtin_nearbyint)(x))                         \
    case GRADUS_TRUNC: UNARY_LOOP(LIBM(__builtin_trunc)(x))                             \
    case GRADUS_ERF: UNARY_LOOP(F(erf)(x))                                              \
    case GRADUS_ERFC: UNARY_LOOP(F(erfc)(x))                                            \
    case GRADUS_LGAMMA: UNARY_LOOP((T)log_gamma(x))                                     \
    case GRADUS_DIGAMMA: UNARY_LOOP((T)digamma(x))                                      \
    case GRADUS_SIGMOID: UNARY_LOOP(F(sigmoid)(x))                                      \
    case GRADUS_RELU: UNARY_LOOP(x != x ? x : (x > 0 ? x : 0))                          \
    case GRADUS_SOFTPLUS: UNARY_LOOP(F(softplus)(x))                                    \
    case GRADUS_SILU: UNARY_LOOP(F(silu)(x))                                            \
    case GRADUS_GELU: UNARY_LOOP(F(gelu)(x))                                            \
    case GRADUS_GELU_TANH: UNARY_LOOP(F(gelu_tanh)(x))                                  \
    }                                                                                   \
  }

UNARY(unary_f64, double, F64, LIBM_F64)
UNARY(unary_f32, float, F32, LIBM_F32)

static long unary_grain(int op) {
  switch (op) {
  case GRADUS_NEGATE: case GRADUS_ABS: case GRADUS_SIGN: case GRADUS_SQUARE: case GRADUS_RECIPROCAL:
  case GRADUS_FLOOR: case GRADUS_CEIL: case GRADUS_ROUND: case GRADUS_TRUNC: case GRADUS_RELU: return cheap;
  case GRADUS_ASIN: case GRADUS_ACOS: case GRADUS_ASINH: case GRADUS_ACOSH: case GRADUS_ATANH:
  case GRADUS_LGAMMA: case GRADUS_DIGAMMA: return slow;
  default: return costly;
  }
}

// MARK: steps and threads

/// Fewer elements than this many pieces are done at once, by the thread that asks.
enum { least_pieces = 4 };

#define GATHER(T)                                                                       \
  static void gather_##T(long n, const T *from, long step, T *to) {                     \
    for (long i = 0; i < n; i++) to[i] = from[i * step];                                \
  }
GATHER(double)
GATHER(float)
GATHER(int64_t)

/// A function of two arrays: `NAME(op, n, a, sa, b, sb, out)` over `TILE`, which knows steps of 0 and 1.
#define SPREAD_BINARY(NAME, TILE, T, R, RESULT, COLLECT, RETURN, GRAIN)                 \
  typedef struct { int op; const T *a; long sa; const T *b; long sb; R *out; int flags; } NAME##_call; \
  static void NAME##_piece(long begin, long end, void *context) {                       \
    NAME##_call *c = context;                                                           \
    long sa = c->sa, sb = c->sb;                                                        \
    if ((sa == 1 && (sb == 1 || sb == 0)) || (sa == 0 && sb == 1)) {                    \
      COLLECT(TILE(c->op, end - begin, c->a + begin * sa, sa, c->b + begin * sb, sb, c->out + begin)); \
      return;                                                                           \
    }                                                                                   \
    T x[tile], y[tile];                                                                 \
    for (long i = begin; i < end; i += tile) {                                          \
      long m = end - i < tile ? end - i : tile;                                         \
      const T *a = c->a + i * sa, *b = c->b + i * sb;                                   \
      if (sa != 1) { gather_##T(m, a, sa, x); a = x; }                                  \
      if (sb > 1 || sb < 0) { gather_##T(m, b, sb, y); b = y; }                         \
      COLLECT(TILE(c->op, m, a, 1, b, sb == 0 ? 0 : 1, c->out + i));                     \
    }                                                                                   \
  }                                                                                     \
  RESULT NAME(int op, long n, const T *a, long sa, const T *b, long sb, R *out) {       \
    NAME##_call call = {op, a, sa, b, sb, out, 0};                                      \
    long grain = GRAIN(op);                                                             \
    if (n < least_pieces * grain) NAME##_piece(0, n, &call);                            \
    else gradus_parallel(n, grain, NAME##_piece, &call);                                \
    RETURN                                                                              \
  }

/// Several threads may find an overflow: each adds its own.
static void note_overflow(int *flags, int overflow) {
  if (overflow) __atomic_store_n(flags, 1, __ATOMIC_RELAXED);
}

#define PLAIN(CALL) CALL
#define NOTE(CALL) note_overflow(&c->flags, CALL)
static long cheap_grain(int op) { (void)op; return cheap; }
SPREAD_BINARY(gradus_binary_f64, binary_f64, double, double, void, PLAIN, , binary_grain)
SPREAD_BINARY(gradus_binary_f32, binary_f32, float, float, void, PLAIN, , binary_grain)
SPREAD_BINARY(gradus_compare_f64, compare_f64, double, uint8_t, void, PLAIN, , cheap_grain)
SPREAD_BINARY(gradus_compare_f32, compare_f32, float, uint8_t, void, PLAIN, , cheap_grain)
SPREAD_BINARY(gradus_compare_i64, compare_i64, int64_t, uint8_t, void, PLAIN, , cheap_grain)

SPREAD_BINARY(gradus_binary_i64, binary_i64, int64_t, int64_t, int, NOTE, return call.flags;, binary_grain)

#define SPREAD_UNARY(NAME, TILE, T)                                                     \
  typedef struct { int op; const T *a; long sa; T *out; } NAME##_call;                  \
  static void NAME##_piece(long begin, long end, void *context) {                       \
    NAME##_call *c = context;                                                           \
    T x[tile];                                                                          \
    for (long i = begin; i < end; i += tile) {                                          \
      long m = end - i < tile ? end - i : tile;                                         \
      const T *a = c->a + i * c->sa;                                                    \
      if (c->sa != 1) { gather_##T(m, a, c->sa, x); a = x; }                            \
      TILE(c->op, m, a, c->out + i);                                                    \
    }                                                                                   \
  }                                                                                     \
  void NAME(int op, long n, const T *a, long sa, T *out) {                              \
    if (n <= tile && sa == 1) { TILE(op, n, a, out); return; }                          \
    NAME##_call call = {op, a, sa, out};                                                \
    long grain = unary_grain(op);                                                       \
    if (n < least_pieces * grain) NAME##_piece(0, n, &call);                            \
    else gradus_parallel(n, grain, NAME##_piece, &call);                                \
  }
SPREAD_UNARY(gradus_unary_f64, unary_f64, double)
SPREAD_UNARY(gradus_unary_f32, unary_f32, float)
